import { type CallContext, HeadroomError } from '@headroom/spec'
import type { SemanticRoute } from '../route.ts'
import { EmbeddedGroups, type LearntGroups } from './embedding/embedded-groups.ts'
import type { Embedding } from './embedding/embedding.ts'
import { fuse } from './fusion.ts'
import type { LexicalClassifier } from './lexical/lexical-classifier.ts'
import { trainLexical } from './lexical/train.ts'

/**
 * Least lexical score that chooses a route which sets none: even odds.
 *
 * Measured on CLINC150's validation texts with routers of 4 random intents and 10 examples each: 83 % of the texts
 * of an intent reach its route, 3.5 % of all others reach any (86 % and 5.1 % at 0.4, 79 % and 2.4 % at 0.6). With 2
 * intents and 5 examples 80 and 4.1 %, with one intent and 10 examples 84 and 2 %, with all 150 and 10 examples 69 %.
 */
const LEXICAL_THRESHOLD = 0.5

/**
 * Least fused score that chooses a route which sets none: the curve of `fuse` puts even odds there.
 *
 * With MiniLM, on training rows of CLINC150 held out from the examples: routers of 4 random intents with 10 examples
 * each take 94 % of the texts of their intents rightly, and 4 % of all others; of 10 intents with 20 examples 97 and
 * 11 %. On HWU64, whose intents are broader, 83 and 8 % for the first. Of Banking77's other intents, all of one trade,
 * 34 % are taken: set a threshold of your own there, or `fit()`.
 */
const FUSED_THRESHOLD = 0.5

/** A semantic route with its score for a text. */
export interface ScoredRoute {
	readonly route: SemanticRoute
	readonly score: number
	readonly threshold: number
}

export interface Scores {
	readonly routes: ReadonlyMap<string, ScoredRoute>
	/** What gave the scores: `lexical`, or that and the embedder's id. */
	readonly by: string
	/** Why the embedder was not used though there is one. */
	readonly fallback?: string
}

/** Thresholds that `fit` found, and on which scale. */
export interface FittedThresholds {
	/** What gave the scores, as `Scores.by` says. */
	readonly by: string
	/** By the name of the route. */
	readonly thresholds: ReadonlyMap<string, number>
}

/** Scores a text against every semantic route: by words and spelling, and by embeddings when there are any. */
export class SemanticScorer {
	readonly #routes: readonly SemanticRoute[]
	readonly #embedding: Embedding | undefined
	readonly #fitted: FittedThresholds | undefined
	#groups: Promise<EmbeddedGroups> | undefined
	#learnt: LearntGroups | undefined
	#lexical: LexicalClassifier | undefined

	/**
	 * @param known What was learnt of the same routes before: nothing is learnt again.
	 * @throws HeadroomError `invalid-argument` when a route names another embedding model than the embedder's.
	 */
	constructor(
		routes: readonly SemanticRoute[],
		embedding: Embedding | undefined,
		known: {
			readonly fitted?: FittedThresholds | undefined
			readonly learnt?: LearntGroups | undefined
			readonly lexical?: LexicalClassifier | undefined
		} = {},
	) {
		this.#routes = routes
		this.#embedding = embedding
		this.#fitted = known.fitted
		this.#learnt = known.learnt
		this.#lexical = known.lexical
		if (embedding?.given !== true) return
		for (const { name, embeddingModel } of routes)
			if (embeddingModel !== undefined && bare(embeddingModel) !== bare(embedding.id))
				throw new HeadroomError(
					'invalid-argument',
					`route ${JSON.stringify(name)} wants embeddingModel ${embeddingModel}, but the router's embedder is ` +
						`${embedding.id}; use one embedding model for all routes of a router`,
				)
	}

	/** What was learnt of the embedded utterances, once it was. */
	get learnt(): LearntGroups | undefined {
		return this.#learnt
	}

	/** What was learnt of the words, once it was. */
	get lexical(): LexicalClassifier | undefined {
		return this.#lexical
	}

	/** Learns of the utterances and embeds them, where that was not done; what the first `score` does else. */
	async prepare(context: CallContext): Promise<void> {
		if (this.#routes.length > 0) this.#words
		const embedding = this.#embedding
		if (embedding === undefined || embedding.missing || this.#routes.length === 0) return
		try {
			await this.#embedded(embedding, context)
		} catch (error) {
			if (!embedding.excuses(error)) throw error
		}
	}

	async score(text: string, context: CallContext): Promise<Scores> {
		const embedding = this.#embedding
		if (embedding === undefined || embedding.missing) return this.#byWords(text)
		try {
			const groups = await this.#embedded(embedding, context)
			const scores = fuse(groups.compare(await embedding.vectorOf(text, context)), this.#words.margins(text))
			return this.#scored(scores, `lexical and ${embedding.id}`, FUSED_THRESHOLD)
		} catch (error) {
			context.signal?.throwIfAborted()
			if (embedding.excuses(error)) return this.#byWords(text)
			const why = error instanceof Error ? error.message : String(error)
			// Thresholds set for the fused scale mean nothing on the lexical one.
			const { routes, by } = this.#byWords(text)
			const unset = [...routes].map(
				([name, scored]) => [name, { ...scored, threshold: LEXICAL_THRESHOLD }] as const,
			)
			return { routes: new Map(unset), by, fallback: `embedder ${embedding.id} failed: ${why}` }
		}
	}

	async #embedded(embedding: Embedding, context: CallContext): Promise<EmbeddedGroups> {
		const groups = this.#routes.map((route) => route.utterances)
		const background = this.#learnt === undefined ? embedding.background : []
		const vectors = await embedding.utterances.of([...groups.flat(), ...background], context)
		this.#groups ??= this.#learn(groups, vectors)
		try {
			return await this.#groups
		} catch (error) {
			this.#groups = undefined
			throw error
		}
	}

	async #learn(
		texts: readonly (readonly string[])[],
		vectors: readonly Float32Array[],
	): Promise<EmbeddedGroups> {
		let from = 0
		const groups = texts.map(({ length }) => {
			from += length
			return vectors.slice(from - length, from)
		})
		const ready =
			this.#learnt === undefined
				? await EmbeddedGroups.of(groups, vectors.slice(from))
				: new EmbeddedGroups(groups, this.#learnt)
		this.#learnt = ready.learnt
		return ready
	}

	#byWords(text: string): Scores {
		return this.#scored(this.#words.score(text), 'lexical', LEXICAL_THRESHOLD)
	}

	get #words(): LexicalClassifier {
		this.#lexical ??= trainLexical(this.#routes.map(({ utterances }) => utterances))
		return this.#lexical
	}

	#scored(scores: ArrayLike<number>, by: string, otherwise: number): Scores {
		const fitted = this.#fitted?.by === by ? this.#fitted.thresholds : undefined
		const routes = new Map<string, ScoredRoute>()
		for (const [index, route] of this.#routes.entries()) {
			const threshold = fitted?.get(route.name) ?? route.threshold ?? otherwise
			routes.set(route.name, { route, score: scores[index] ?? 0, threshold })
		}
		return { routes, by }
	}
}

function bare(id: string): string {
	return id.slice(id.lastIndexOf('/') + 1)
}
