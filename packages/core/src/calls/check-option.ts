import { HeadroomError } from '@headroom/spec'

/** Longest wait that a timer of Node takes, about 25 days; a longer one would fire at once. */
export const LONGEST_WAIT_MS: number = 2 ** 31 - 1

/** @throws HeadroomError `invalid-argument` when an option is no number within its bounds, both included. */
export function checkNumber(
	where: string,
	value: number,
	{ min, max = Number.MAX_SAFE_INTEGER, whole = false }: { min: number; max?: number; whole?: boolean },
): number {
	if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value)))
		return value
	const range = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`
	throw new HeadroomError(
		'invalid-argument',
		`${where} is ${String(value)}; expected a ${whole ? 'whole ' : ''}number ${range}`,
	)
}

/** Milliseconds that a timer can wait. */
export function checkWait(where: string, value: number): number {
	return checkNumber(where, value, { min: 0, max: LONGEST_WAIT_MS })
}
