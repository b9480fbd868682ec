/** Standard deviations beyond which a value of form says no more: one odd text must not decide by its oddness. */
const FARTHEST = 4

/** Brings values of form to mean 0 and standard deviation 1 over the texts learnt from, within ±4. */
export interface Standard {
	readonly mean: readonly number[]
	/** 0 where all texts have one value, which says nothing. */
	readonly deviation: readonly number[]
}

export function standardOf(rows: readonly Float64Array[]): Standard {
	const width = rows[0]?.length ?? 0
	const mean = new Array<number>(width).fill(0)
	const squares = new Array<number>(width).fill(0)
	for (const row of rows)
		for (let column = 0; column < width; column++)
			mean[column] = (mean[column] as number) + (row[column] as number) / rows.length
	for (const row of rows)
		for (let column = 0; column < width; column++)
			squares[column] =
				(squares[column] as number) + ((row[column] as number) - (mean[column] as number)) ** 2 / rows.length
	return { mean, deviation: squares.map((square) => (square > 1e-12 ? Math.sqrt(square) : 0)) }
}

export function standardised({ mean, deviation }: Standard, row: Float64Array): Float64Array {
	return row.map((value, column) => {
		const spread = deviation[column] ?? 0
		if (spread === 0) return 0
		const distance = (value - (mean[column] as number)) / spread
		return Math.max(-FARTHEST, Math.min(FARTHEST, distance))
	})
}
