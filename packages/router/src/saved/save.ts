import { checksumOf } from '../checksum.ts'
import type { ModelChooser } from '../choose/model-chooser.ts'
import type { ReadyRoute } from '../route.ts'
import type { ModelRouterOptions } from '../router-options.ts'
import type { SavedSemantic } from '../semantic/semantic-routing.ts'
import { FORMAT, type SavedChooser, type SavedRoute, type SavedRouter, VERSION } from './saved-router.ts'

/** The router as JSON. Vectors are in it when all utterances are embedded by now. */
export function saved(
	{ defaultModel, region, sessions }: ModelRouterOptions,
	routes: readonly ReadyRoute[],
	{ semantic, ...learnt }: SavedSemantic,
): SavedRouter {
	const rest = {
		format: FORMAT,
		version: VERSION,
		...(defaultModel === undefined ? {} : { defaultModel }),
		...(region === undefined ? {} : { region }),
		...(sessions === undefined ? {} : { sessions }),
		semantic,
		routes: routes.map(savedRoute),
		...learnt,
	} as const
	return { ...rest, checksum: checksumOf(rest) }
}

function savedRoute({ type, route }: ReadyRoute): SavedRoute {
	const { name, maxTokens } = route
	const model = typeof route.model === 'string' ? route.model : savedChooser(route.model)
	const shared = { name, type, model, ...(maxTokens === undefined ? {} : { maxTokens }) }
	if (route.type === 'semantic') {
		const { utterances, threshold, embeddingModel } = route
		return {
			...shared,
			utterances,
			...(threshold === undefined ? {} : { threshold }),
			...(embeddingModel === undefined ? {} : { embeddingModel }),
		}
	}
	const { when, condition } = route
	return {
		...shared,
		...(when === undefined ? {} : { when }),
		...(condition === undefined ? {} : { condition: true }),
	}
}

function savedChooser(chooser: ModelChooser & { toJSON?: () => unknown }): SavedChooser {
	const { name, models } = chooser
	return {
		chooser: name,
		models,
		...(typeof chooser.toJSON === 'function' ? { saved: chooser.toJSON() } : {}),
	}
}
