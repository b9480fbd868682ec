import type { SemanticRoute } from '../route.ts'
import { shuffled } from '../semantic/shuffled.ts'

/** One fold: the routes without its utterances, and those, each with its route. */
export interface Fold {
	readonly routes: readonly SemanticRoute[]
	readonly heldBack: readonly { readonly text: string; readonly route: string }[]
}

/**
 * Every utterance held back once, by seed. A route of one utterance keeps it: it has nothing to be judged by.
 *
 * An utterance that a route has twice is held back with its double, which would give it away.
 */
export function foldsOf(routes: readonly SemanticRoute[], count: number, seed: number): readonly Fold[] {
	const orders = routes.map((route, index) => shuffled([...new Set(route.utterances)], seed + index))
	const folds = Math.min(count, Math.max(0, ...orders.map(({ length }) => length)))
	return Array.from({ length: folds }, (_, fold) => {
		const held = orders.map((order) =>
			order.length === 1 ? [] : order.filter((_, index) => index % Math.min(folds, order.length) === fold),
		)
		return {
			routes: routes.map((route, index) => {
				const out = new Set(held[index])
				return { ...route, utterances: route.utterances.filter((text) => !out.has(text)) }
			}),
			heldBack: routes.flatMap(({ name }, index) =>
				(held[index] ?? []).map((text) => ({ text, route: name })),
			),
		}
	}).filter(({ heldBack }) => heldBack.length > 0)
}
