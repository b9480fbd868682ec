import { HeadroomError } from '@headroom/spec'
import type { SemanticRoute } from '../route.ts'
import type { FittedThresholds } from '../semantic/scorer.ts'
import { checkedSaved } from './load.ts'
import type { SavedRouter } from './saved-router.ts'

/** What a saved router knows about the semantic routes of another. */
export interface TakenOver {
	readonly fitted: FittedThresholds | undefined
	/** The saved router's different utterances, one for each of its vectors. */
	readonly utterances: readonly string[]
	readonly embeddings: SavedRouter['embeddings']
}

/**
 * Takes thresholds and vectors from a saved router.
 *
 * @throws HeadroomError `invalid-argument` when it was never fitted, or a route has changed since: a threshold holds
 * for the utterances that it was set with.
 */
export function takeOver(
	value: SavedRouter,
	routes: readonly SemanticRoute[],
	semantic: 'fused' | 'lexical',
): TakenOver {
	const saved = checkedSaved(value, 'fitted')
	if (saved.fitted === undefined)
		throw wrong('holds no thresholds: fit() had set none when it was saved; fit the router and save it anew')
	if (saved.semantic !== semantic)
		throw wrong(
			`was made with semantic: ${JSON.stringify(saved.semantic)}, and this router has ${JSON.stringify(semantic)}; fit it anew`,
		)
	const known = new Map(saved.routes.map(({ name, utterances }) => [name, utterances]))
	for (const { name, utterances } of routes) {
		const then = known.get(name)
		if (then === undefined)
			throw wrong(`knows no semantic route ${JSON.stringify(name)}; fit the router anew`)
		if (then.length !== utterances.length || then.some((text, index) => text !== utterances[index]))
			throw wrong(`was made with other utterances of route ${JSON.stringify(name)}; fit the router anew`)
	}
	return {
		fitted: { by: saved.fitted.by, thresholds: new Map(saved.fitted.thresholds) },
		utterances: [...new Set(saved.routes.flatMap(({ utterances = [] }) => utterances))],
		embeddings: saved.embeddings,
	}
}

function wrong(what: string): HeadroomError {
	return new HeadroomError('invalid-argument', `the router's option fitted ${what}`)
}
