import type { Bounds } from './fit/fit.ts'
import type { Settings } from './options.ts'
import type { Focus } from './strategy/strategy.ts'

/**
 * How far above the floor to aim, and how far above is still good: 0.5 aims at 0.515 and takes up to 0.535.
 * Without a query it is less sure what is needed, so that a little more stays: 0.535 and up to 0.545.
 */
const AIM = { asked: 1.03, blind: 1.07 }
const MOST = { asked: 1.07, blind: 1.09 }
/**
 * Share of the floor that the part which may go keeps on its own, so that long protected text, which counts
 * but stays, is not paid for by everything else. An agent at work needs more of it than an answer does: at
 * half, one value in five that real agents used later was gone; at 0.625 one in thirty.
 */
const PART: Readonly<Record<Focus, number>> = { question: 0.75, work: 1.25 }

/** What a request is made of, in tokens. */
export interface Composition {
	/** Everything given. */
	readonly before: number
	/** Texts that are not segmented and stay, such as system messages. */
	readonly fixed: number
	/** Segments that stay in any case, about. */
	readonly protected: number
	/** Tokens above the floor that keep it standing when texts are joined. */
	readonly slack: number
	readonly focus: Focus
	/** What the request is needed for; empty when nobody said. */
	readonly query: string
	/**
	 * Tokens that are gone already, as where summaries stand.
	 *
	 * @default 0
	 */
	readonly saved?: number
}

/** Bounds on the tokens of a result. */
export function boundsOf(composition: Composition, settings: Settings): Bounds {
	const { before, fixed, slack, focus, saved = 0 } = composition
	const { ratio, targetTokens } = settings
	const known = composition.query.trim() === '' ? 'blind' : 'asked'
	const wanted = targetTokens === undefined ? ratio : Math.min(1, Math.max(ratio, targetTokens / before))
	const stays = fixed + composition.protected
	const floor = Math.ceil(before * ratio) + slack
	const aim = Math.max(
		floor,
		before * wanted * AIM[known],
		stays + Math.min(1, PART[focus] * ratio) * (before - saved - stays),
	)
	return { least: floor, aim, most: Math.max(before * wanted * MOST[known], aim * 1.02, floor + 4), fixed }
}
