/** What is learnt: columns of one value for each text, NaN where it is unknown. */
export type Targets = readonly Float64Array[]

/** Mean of the values that are known; 0 when none is. */
export function meanOf(column: Float64Array): number {
	let [sum, known] = [0, 0]
	for (const value of column) {
		if (Number.isNaN(value)) continue
		sum += value
		known++
	}
	return known === 0 ? 0 : sum / known
}

/** The columns at some rows. */
export function rowsOf(targets: Targets, rows: readonly number[]): Targets {
	return targets.map((column) => Float64Array.from(rows, (row) => column[row] as number))
}
