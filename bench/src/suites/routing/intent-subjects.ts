import { ModelRouter, type ModelRouterOptions } from '@headroom/router'
import { minilmEmbedder } from '@headroom/router/minilm'
import { centroidIntents, type IntentGuess, keptEmbedder, type Utterance } from '../../routing/index.ts'

/** What guesses intents, and how much of the data it is given time for. */
export interface IntentSubject {
	readonly name: string
	/** One guess a text, in order. */
	readonly guess: (train: readonly Utterance[], texts: readonly string[]) => Promise<readonly IntentGuess[]>
	/** Different draws of few examples whose mean is taken. */
	readonly draws: number
	/** Most utterances judged. */
	readonly judged: number
	/** Datasets of which it learns all examples. */
	readonly learnsAll: (dataset: string) => boolean
}

export const intentSubjects: readonly IntentSubject[] = [
	{
		name: 'TF-IDF centroid',
		guess: async (train, texts) => centroidIntents(train, texts),
		draws: 5,
		judged: Number.POSITIVE_INFINITY,
		learnsAll: () => true,
	},
	{
		name: 'ModelRouter, lexical',
		guess: (train, texts) => routed(train, texts, { semantic: 'lexical' }),
		draws: 5,
		judged: Number.POSITIVE_INFINITY,
		learnsAll: () => true,
	},
	{
		name: 'ModelRouter, MiniLM',
		guess: (train, texts) => routed(train, texts, { embedder: keptEmbedder(minilmEmbedder()) }),
		// Embedding takes minutes: one draw, and all examples only where texts out of scope are told apart too.
		draws: 1,
		judged: 1_000,
		learnsAll: (dataset) => dataset === 'clinc150',
	},
]

async function routed(
	train: readonly Utterance[],
	texts: readonly string[],
	options: ModelRouterOptions,
): Promise<IntentGuess[]> {
	const utterances = new Map<string, string[]>()
	for (const { text, intent } of train) {
		const own = utterances.get(intent)
		if (own === undefined) utterances.set(intent, [text])
		else own.push(text)
	}
	const router = new ModelRouter({
		...options,
		defaultModel: 'none',
		// Without a threshold the best route always wins, which is what accuracy asks.
		routes: [...utterances].map(([name, list]) => ({
			name,
			type: 'semantic',
			utterances: list,
			model: name,
			threshold: 0,
		})),
	})
	const guesses: IntentGuess[] = []
	for (const text of texts) {
		const { route, score } = await router.route(text)
		guesses.push({ predicted: route ?? '', confidence: score ?? 0 })
	}
	return guesses
}
