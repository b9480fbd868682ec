import type { Candidates } from './choose.ts'
import { spreadOf } from './order.ts'

/** Prices tried; each halves the range that the right one lies in. */
const ROUNDS = 24
/** Tokens added to every size, so that the shortest segments do not outweigh all others. */
const SHORT = 6
const NEVER = -1e15

/**
 * Picks the runs of segments that are worth most together within `budget` tokens; 1 where kept.
 *
 * A gap costs the tokens of its marker, so that a segment alone must be worth its own and one marker's, and a
 * gap between two kept ones must save more than it costs. For one price of a token the best choice is found in
 * one pass (Viterbi over kept and left out); the price is then narrowed down until the budget is just met.
 *
 * @param forced 1 for segments that stay in any case.
 */
export function bestRuns(candidates: Candidates, forced: Uint8Array, budget: number): Uint8Array {
	const { sizes } = candidates
	const values = valuesOf(candidates)
	let low = 0
	let high = values.reduce((most, value, at) => Math.max(most, value / Math.max(1e-9, sizes[at] ?? 0)), 0)
	const pass = new Pass(candidates, values, forced)
	let best = forced
	for (let round = 0; round < ROUNDS; round++) {
		const price = (low + high) / 2
		const { keep, tokens } = pass.at(price)
		if (tokens <= budget) {
			best = keep
			high = price
		} else low = price
	}
	return best
}

/**
 * What each segment is worth in all: its score, from 0 to 1, squared, since the best few matter most, times the
 * root of its size, since twice as long is not twice as likely to be what is needed. Both were chosen by trying
 * powers from 1 to 10 and from 0 to 1 on answers kept over texts of every kind.
 */
function valuesOf({ scores, sizes }: Candidates): Float64Array {
	const { lowest, spread } = spreadOf(scores)
	return scores.map((score, at) => {
		// What is no number is worth least, as in `byFallingScore`.
		const share = Number.isFinite(score) && spread > 0 ? (score - lowest) / spread : 0
		const size = sizes[at] ?? 0
		return (share * share * size) / Math.sqrt(size + SHORT)
	})
}

/** Finds the best choice at one price of a token. */
class Pass {
	readonly #candidates: Candidates
	readonly #values: Float64Array
	readonly #forced: Uint8Array
	/** Whether the best way to each segment came from a kept one: bit 0 when it is left out, bit 1 when kept. */
	readonly #fromKept: Uint8Array

	constructor(candidates: Candidates, values: Float64Array, forced: Uint8Array) {
		this.#candidates = candidates
		this.#values = values
		this.#forced = forced
		this.#fromKept = new Uint8Array(values.length)
	}

	at(price: number): { readonly keep: Uint8Array; readonly tokens: number } {
		const { sizes, markers } = this.#candidates
		const { length } = sizes
		// What the best choice so far is worth when it ends left out, and when it ends kept.
		let left = NEVER
		let kept = 0
		for (let at = 0; at < length; at++) {
			const gap = kept - price * (markers[at] ?? 0)
			const opens = gap > left
			const stays = kept >= left
			this.#fromKept[at] = (opens ? 1 : 0) | (stays ? 2 : 0)
			const gain = (this.#values[at] ?? 0) - price * (sizes[at] ?? 0)
			kept = (stays ? kept : left) + gain
			left = this.#forced[at] === 1 ? NEVER : opens ? gap : left
		}
		const keep = new Uint8Array(length)
		let isKept = kept >= left
		let tokens = 0
		for (let at = length - 1; at >= 0; at--) {
			const from = this.#fromKept[at] ?? 0
			if (isKept) {
				keep[at] = 1
				tokens += sizes[at] ?? 0
				isKept = (from & 2) === 2
			} else {
				const opens = (from & 1) === 1
				if (opens) tokens += markers[at] ?? 0
				isKept = opens
			}
		}
		return { keep, tokens }
	}
}
