import { type Candidates, choose } from './choose.ts'

/** What came of one choice of segments, counted on the final text. */
export interface Measured<T> {
	readonly tokens: number
	/** Whether every floor holds on the final text. */
	readonly holds: boolean
	readonly value: T
}

/** Bounds on the tokens of the result. */
export interface Bounds {
	/** Never fewer. */
	readonly least: number
	/** What to aim at, at least `least`. */
	readonly aim: number
	/** A result at or below this is good enough. */
	readonly most: number
	/** Tokens outside the segments, which stay in any case. */
	readonly fixed: number
}

/** Choices tried before settling for the best one so far; each costs one count of the result. */
const ROUNDS = 5
/** Choices tried in all while no result holds the floor. */
const MOST_ROUNDS = 14

/**
 * Finds the choice of segments whose final text lands between the bounds, correcting estimates by exact
 * counts. Gives the smallest one found that holds every floor, or `undefined` when none does.
 */
export function fit<T>(
	candidates: Candidates,
	bounds: Bounds,
	measure: (keep: Uint8Array) => Measured<T>,
): Measured<T> | undefined {
	// Budgets known to give too little, and known to be enough: the answer lies between them.
	let low = 0
	let high = candidates.sizes.reduce((sum, size) => sum + size, 1)
	let budget = Math.min(bounds.aim - bounds.fixed, high)
	let best: Measured<T> | undefined
	let last: { readonly keep: Uint8Array; readonly measured: Measured<T> } | undefined
	for (let round = 0; round < MOST_ROUNDS && high - low >= 1; round++) {
		const keep = choose(candidates, budget, budget + bounds.most - bounds.aim)
		if (last === undefined || !equal(keep, last.keep)) last = { keep, measured: measure(keep) }
		const { tokens, holds } = last.measured
		const enough = holds && tokens >= bounds.least
		if (enough && (best === undefined || tokens < best.tokens)) best = last.measured
		if (enough && tokens <= bounds.most) break
		if (enough) high = budget
		else low = budget
		if (best !== undefined && round >= ROUNDS) break
		const corrected = budget + bounds.aim - tokens
		budget = corrected > low && corrected < high ? corrected : (low + high) / 2
	}
	return best
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
	return true
}
