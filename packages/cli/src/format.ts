import type { Cost } from '@headroom/core'

/** `12,345`. */
export function integer(value: number): string {
	return Math.round(value).toLocaleString('en-US')
}

/** A ratio or fraction to three decimals, as `0.512`. */
export function ratio(value: number): string {
	return value.toFixed(3)
}

/** USD with four significant digits and its mark, or `unpriced`. */
export function cost(value: Cost): string {
	return value.status === 'unpriced' ? 'unpriced' : `${usd(value.usd)} ${value.mark}`
}

/** `$0.001234`, `-$1.20`, `$0`. */
export function usd(value: number): string {
	if (value === 0) return '$0'
	const size = Math.abs(value)
	const digits = size >= 1 ? 2 : Math.min(10, 3 - Math.floor(Math.log10(size)))
	// Cents stay; further zeros say nothing.
	const text = size.toFixed(digits).replace(/(\.\d\d\d*?)0+$/, '$1')
	return `${value < 0 ? '-' : ''}$${text}`
}

/** Columns padded to their widest cell; all but the first aligned right, as numbers are. */
export function table(rows: readonly (readonly string[])[]): string {
	const widths: number[] = []
	for (const row of rows)
		for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length)
	return rows
		.map((row) =>
			row
				.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
				.join('  ')
				.trimEnd(),
		)
		.join('\n')
}
