/** Stands where a metric does not apply. */
export const ABSENT = '–'

/** A share in [0, 1] as percent with one decimal; only what is whole reads 100.0, and only nothing reads 0.0. */
export function percentText(share: number): string {
	const text = (share * 100).toFixed(1)
	if (text === '100.0' && share < 1) return '99.9'
	if (text === '0.0' && share > 0) return '0.1'
	return text
}

/** A saved share as percent with one decimal, rounded to the nearest; a loss has a minus sign. */
export function savedText(share: number): string {
	return `${share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(1)}`
}

/** A ratio with three decimals. */
export function ratioText(ratio: number): string {
	return ratio.toFixed(3)
}

/** Milliseconds with one decimal, with two below 1. */
export function msText(ms: number): string {
	return ms.toFixed(ms < 1 ? 2 : 1)
}

/** A whole number with separators, the same on every machine. */
export function integerText(value: number): string {
	return Math.round(value)
		.toString()
		.replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** How many decimals show about three digits of the smallest of some values, and at most six of the largest. */
export function decimalsFor(values: readonly number[]): number {
	const exponents = values.flatMap((value) => (value === 0 ? [] : [Math.floor(Math.log10(Math.abs(value)))]))
	if (exponents.length === 0) return 0
	const [wanted, most] = [2 - Math.min(...exponents), 5 - Math.max(...exponents)]
	return Math.min(6, Math.max(0, Math.min(wanted, most)))
}

/** A number of things: `1 dataset`, `27 datasets`. */
export function countText(count: number, thing: string): string {
	return `${integerText(count)} ${thing}${count === 1 ? '' : 's'}`
}
