/** `12,345`. */
export function formatCount(value: number): string {
	return Math.round(value).toLocaleString('en-US')
}

/** USD with four significant digits below a dollar: `$0.001234`, `-$1,234.50`, `$0`. */
export function formatUsd(value: number): string {
	if (value === 0) return '$0'
	const size = Math.abs(value)
	const digits = size >= 1 ? 2 : Math.min(12, 3 - Math.floor(Math.log10(size)))
	const [whole = '', fraction = ''] = size.toFixed(digits).split('.')
	// Cents stay; further zeros say nothing.
	const shown = fraction.replace(/^(\d\d\d*?)0+$/, '$1')
	return `${value < 0 ? '-' : ''}$${Number(whole).toLocaleString('en-US')}.${shown}`
}

/** A share in [-∞, 1] as `39.1 %`. */
export function formatPercent(fraction: number): string {
	const text = (fraction * 100).toFixed(1)
	return `${text === '-0.0' ? '0.0' : text} %`
}

/**
 * Columns padded to their widest cell; all but the first aligned right, as numbers are. Chinese, Japanese and Korean
 * letters and emoji take two places, as they do in terminals.
 */
export function formatTable(rows: readonly (readonly string[])[]): string {
	const widths: number[] = []
	for (const row of rows)
		for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, placesOf(cell))
	return rows
		.map((row) =>
			row
				.map((cell, index) => {
					const padding = ' '.repeat((widths[index] ?? 0) - placesOf(cell))
					return index === 0 ? cell + padding : padding + cell
				})
				.join('  ')
				.trimEnd(),
		)
		.join('\n')
}

const WIDE =
	/^(?:[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})/u

/** Places that a text takes in a terminal. */
export function placesOf(text: string): number {
	if (/^[ -~]*$/.test(text)) return text.length
	let places = 0
	for (const { segment } of new Intl.Segmenter().segment(text)) places += WIDE.test(segment) ? 2 : 1
	return places
}
