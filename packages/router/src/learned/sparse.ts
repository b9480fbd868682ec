/** Vectors of few entries, one row after the other (compressed sparse rows). */
export interface SparseRows {
	/** Row i holds the entries from `starts[i]` to `starts[i + 1]`. */
	readonly starts: Int32Array
	/** Column of each entry, in [0, width). */
	readonly columns: Int32Array
	readonly values: Float64Array
	readonly width: number
}

/** One row of such vectors. */
export interface SparseRow {
	readonly columns: Int32Array
	readonly values: Float64Array
}

export function stacked(rows: readonly SparseRow[], width: number): SparseRows {
	const starts = new Int32Array(rows.length + 1)
	for (const [index, row] of rows.entries())
		starts[index + 1] = (starts[index] as number) + row.columns.length
	const entries = starts[rows.length] as number
	const columns = new Int32Array(entries)
	const values = new Float64Array(entries)
	for (const [index, row] of rows.entries()) {
		columns.set(row.columns, starts[index])
		values.set(row.values, starts[index])
	}
	return { starts, columns, values, width }
}
