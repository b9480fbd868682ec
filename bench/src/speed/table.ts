/** Milliseconds as tables show them. */
export function milliseconds(ms: number): string {
	return ms.toFixed(ms < 10 ? 2 : 0)
}

/** The bar and whether a value keeps it; empty without one. */
export function verdict(value: number, bar: number | undefined): [string, string] {
	return bar === undefined ? ['', ''] : [`≤ ${bar}`, value <= bar ? '✓' : '✗']
}

/** Prints a table under a title. */
export function print(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): void {
	const all = [heads, ...rows]
	const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
	const lines = all.map((row) =>
		row
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[column] ?? 0) + 2),
			)
			.join(''),
	)
	console.log(`${title}\n\n${lines.map((text) => `  ${text.trimEnd()}`).join('\n')}\n`)
}
