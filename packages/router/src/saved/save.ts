import { createHash } from 'node:crypto'
import type { ModelChooser } from '../choose/model-chooser.ts'
import type { ReadyRoute } from '../route.ts'
import type { LearntGroups } from '../semantic/embedding/embedded-groups.ts'
import type { Embedding } from '../semantic/embedding/embedding.ts'
import type { LexicalClassifier } from '../semantic/lexical/lexical-classifier.ts'
import type { FittedThresholds } from '../semantic/scorer.ts'
import { savedEmbeddings } from './saved-embeddings.ts'
import { FORMAT, type SavedChooser, type SavedRoute, type SavedRouter, VERSION } from './saved-router.ts'

/** What of a router is saved. */
export interface RouterState {
	readonly defaultModel: string | undefined
	readonly routes: readonly ReadyRoute[]
	readonly fitted: FittedThresholds | undefined
	readonly embedding: Embedding | undefined
	readonly learnt: LearntGroups | undefined
	readonly lexical: LexicalClassifier | undefined
}

/** The router as JSON. Vectors are in it when all utterances are embedded by now. */
export function saved({
	defaultModel,
	routes,
	fitted,
	embedding,
	learnt,
	lexical,
}: RouterState): SavedRouter {
	const embeddings = embedding && savedEmbeddings(utterancesOf(routes), embedding, learnt)
	const rest = {
		format: FORMAT,
		version: VERSION,
		...(defaultModel === undefined ? {} : { defaultModel }),
		semantic: embedding === undefined ? 'lexical' : 'fused',
		routes: routes.map(savedRoute),
		...(fitted === undefined ? {} : { fitted: { by: fitted.by, thresholds: [...fitted.thresholds] } }),
		...(lexical === undefined ? {} : { lexical: lexical.toJSON() }),
		...(embeddings === undefined ? {} : { embeddings }),
	} as const
	return { ...rest, checksum: checksumOf(rest) }
}

/** The checksum of a saved router, its own field left out. */
export function checksumOf(rest: Omit<SavedRouter, 'checksum'>): string {
	return createHash('sha256').update(JSON.stringify(rest)).digest('hex')
}

/** The different utterances of the semantic routes, in order of appearance. */
export function utterancesOf(routes: readonly ReadyRoute[]): readonly string[] {
	return [...new Set(routes.flatMap((ready) => (ready.type === 'semantic' ? ready.route.utterances : [])))]
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
