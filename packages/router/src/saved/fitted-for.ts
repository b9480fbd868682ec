import { HeadroomError } from '@headroom/spec'
import type { SemanticRoute } from '../route.ts'
import { checkedSaved } from './load.ts'
import type { SavedRouter } from './saved-router.ts'

const WHERE = "the router's option fitted"

/**
 * A saved router whose fitted thresholds and vectors hold for these semantic routes.
 *
 * @throws HeadroomError `invalid-argument` when it was never fitted, or the routes have changed since: a threshold
 * holds beside the utterances that it was set with.
 */
export function fittedFor(
	value: SavedRouter,
	routes: readonly SemanticRoute[],
	semantic: 'fused' | 'lexical',
): SavedRouter {
	const saved = checkedSaved(value, WHERE)
	if (saved.fitted === undefined)
		throw wrong('holds no thresholds: fit() had set none when it was saved; fit the router and save it anew')
	if (saved.semantic !== semantic)
		throw wrong(
			`was made with semantic: ${JSON.stringify(saved.semantic)}, and this router has ${JSON.stringify(semantic)}; fit it anew`,
		)
	const then = saved.routes.filter(({ type }) => type === 'semantic')
	const names = (list: readonly { readonly name: string }[]): string =>
		list.map(({ name }) => name).join(', ') || 'none'
	if (names(then) !== names(routes))
		throw wrong(
			`was made with the semantic routes ${names(then)}, and this router has ${names(routes)}; fit the router anew`,
		)
	for (const [index, { name, utterances }] of routes.entries())
		if (JSON.stringify(then[index]?.utterances) !== JSON.stringify(utterances))
			throw wrong(`was made with other utterances of route ${JSON.stringify(name)}; fit the router anew`)
	return saved
}

function wrong(what: string): HeadroomError {
	return new HeadroomError('invalid-argument', `${WHERE} ${what}`)
}
