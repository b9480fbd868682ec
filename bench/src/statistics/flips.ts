import type { Pair } from './pairs.ts'

/** How many items changed their verdict, both ways; a mean hides what cancels out (arXiv 2407.09141). */
export interface Flips {
	/** Passed before, failed after. */
	readonly lost: number
	/** Failed before, passed after. */
	readonly gained: number
	/** Passed both times. */
	readonly kept: number
	/** Failed both times. */
	readonly missed: number
	/** Share of items that flipped either way, in [0, 1]; 0 of no items. */
	readonly discordance: number
}

/** Counts flips; a score passes when it is at least `pass`. @default pass 1, for scores of 0 and 1 */
export function flips(pairs: readonly Pair[], pass = 1): Flips {
	let [lost, gained, kept, missed] = [0, 0, 0, 0]
	for (const { before, after } of pairs) {
		if (before >= pass) after >= pass ? kept++ : lost++
		else after >= pass ? gained++ : missed++
	}
	return { lost, gained, kept, missed, discordance: pairs.length === 0 ? 0 : (lost + gained) / pairs.length }
}
