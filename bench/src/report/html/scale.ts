/** Maps a value to a position in pixels. */
export type Scale = (value: number) => number

export interface Tick {
	readonly value: number
	readonly label: string
}

export function linearScale(
	[from, to]: readonly [number, number],
	[left, right]: readonly [number, number],
): Scale {
	return (value) => left + ((value - from) / (to - from)) * (right - left)
}

/** Both ends of the domain must be above 0. */
export function logScale([from, to]: readonly [number, number], range: readonly [number, number]): Scale {
	const linear = linearScale([Math.log10(from), Math.log10(to)], range)
	return (value) => linear(Math.log10(value))
}

/** Ticks of percent from a share to a share, each a multiple of `step` percent. */
export function percentTicks(from: number, to: number, step: number): Tick[] {
	const [first, last] = [Math.round((from * 100) / step), Math.round((to * 100) / step)]
	return Array.from({ length: last - first + 1 }, (_, index) => {
		const percent = (first + index) * step
		return { value: percent / 100, label: `${percent} %` }
	})
}

/** A domain around some positive values with ends of 1, 2 or 5 times a power of ten. */
export function logDomain(values: readonly number[]): readonly [number, number] {
	const [least, most] = [Math.min(...values), Math.max(...values)]
	return [STEPS.findLast((step) => step <= least) ?? least, STEPS.find((step) => step > most) ?? most]
}

/** The powers of ten within a domain; with fewer than two of them, also their doubles and fivefolds. */
export function logTicks([from, to]: readonly [number, number]): Tick[] {
	const steps = STEPS.filter((step) => step >= from && step <= to)
	const powers = steps.filter((step) => String(step).replace(/[0.]/g, '') === '1')
	return (powers.length < 2 ? steps : powers).map((value) => ({ value, label: String(value) }))
}

/** 1, 2 and 5 times the powers of ten; read from text, since powers of a fraction are not exact. */
const STEPS: readonly number[] = Array.from({ length: 15 }, (_, index) => index - 6).flatMap((exponent) =>
	[1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)),
)
