import type { CallContext, Embedder } from '@headroom/spec'
import { fit } from '../fit/fit.ts'
import type { FitOptions } from '../fit/options.ts'
import type { FitReport } from '../fit/report.ts'
import type { SemanticRoute } from '../route.ts'
import { fittedFor } from '../saved/fitted-for.ts'
import { restoreEmbeddings, type SavedEmbeddings, savedEmbeddings } from '../saved/saved-embeddings.ts'
import type { SavedRouter } from '../saved/saved-router.ts'
import { Embedding } from './embedding/embedding.ts'
import type { SavedLexical } from './lexical/lexical-classifier.ts'
import { readLexical } from './lexical/train.ts'
import { type FittedThresholds, SemanticScorer } from './scorer.ts'

/** What semantic routing saves: see `SavedRouter`. */
export interface SavedSemantic {
	readonly semantic: 'fused' | 'lexical'
	readonly fitted?: {
		readonly by: string
		readonly thresholds: readonly (readonly [route: string, threshold: number])[]
	}
	readonly lexical?: SavedLexical
	readonly embeddings?: SavedEmbeddings
}

/** The semantic routes of a router with all that was learnt and fitted of them. */
export class SemanticRouting {
	readonly #embedding: Embedding | undefined
	#routes: readonly SemanticRoute[] = []
	#fitted: FittedThresholds | undefined
	#scorer: SemanticScorer

	constructor(kind: 'fused' | 'lexical', embedder: Embedder | undefined) {
		this.#embedding = kind === 'fused' ? new Embedding(embedder) : undefined
		this.#scorer = new SemanticScorer([], this.#embedding)
	}

	get scorer(): SemanticScorer {
		return this.#scorer
	}

	/**
	 * Adds a route; what was learnt before is learnt anew at the next score.
	 *
	 * @throws HeadroomError `invalid-argument` when it names another embedding model than the embedder's.
	 */
	add(route: SemanticRoute): void {
		const routes = [...this.#routes, route]
		this.#scorer = new SemanticScorer(routes, this.#embedding, { fitted: this.#fitted })
		this.#routes = routes
	}

	/** Takes a route away and its threshold, should another of its name come; with those of the others as they are. */
	remove(name: string): void {
		const { by, thresholds } = this.#fitted ?? {}
		if (by !== undefined && thresholds !== undefined)
			this.#fitted = { by, thresholds: new Map([...thresholds].filter(([route]) => route !== name)) }
		this.#routes = this.#routes.filter((route) => route.name !== name)
		this.#scorer = new SemanticScorer(this.#routes, this.#embedding, { fitted: this.#fitted })
	}

	/**
	 * Takes thresholds and vectors of a saved router over.
	 *
	 * @throws HeadroomError `invalid-argument` when it was never fitted, or for other semantic routes.
	 */
	takeOver(file: SavedRouter): void {
		const kind = this.#embedding === undefined ? 'lexical' : 'fused'
		this.restore(fittedFor(file, this.#routes, kind))
	}

	async fit(options: FitOptions, context: CallContext): Promise<FitReport> {
		const scorerOf = (routes: readonly SemanticRoute[]): SemanticScorer =>
			new SemanticScorer(routes, this.#embedding)
		const { report, fitted } = await fit(this.#routes, scorerOf, options, context)
		if (fitted === undefined) return report
		this.#fitted = fitted
		const { learnt, lexical } = this.#scorer
		this.#scorer = new SemanticScorer(this.#routes, this.#embedding, { fitted, learnt, lexical })
		return report
	}

	saved(): SavedSemantic {
		const { learnt, lexical } = this.#scorer
		const fitted = this.#fitted
		const embeddings = this.#embedding && savedEmbeddings(this.#utterances(), this.#embedding, learnt)
		return {
			semantic: this.#embedding === undefined ? 'lexical' : 'fused',
			...(fitted === undefined ? {} : { fitted: { by: fitted.by, thresholds: [...fitted.thresholds] } }),
			...(lexical === undefined ? {} : { lexical: lexical.toJSON() }),
			...(embeddings === undefined ? {} : { embeddings }),
		}
	}

	/** Takes what was saved of the same routes. @throws HeadroomError `invalid-argument` when it is not of them. */
	restore({ fitted, lexical, embeddings }: SavedSemantic): void {
		if (fitted !== undefined) this.#fitted = { by: fitted.by, thresholds: new Map(fitted.thresholds) }
		const embedding = this.#embedding
		const learnt =
			embeddings &&
			embedding &&
			restoreEmbeddings(embeddings, this.#utterances(), this.#routes.length, embedding)
		this.#scorer = new SemanticScorer(this.#routes, embedding, {
			fitted: this.#fitted,
			learnt,
			lexical:
				lexical &&
				readLexical(
					lexical,
					this.#routes.map(({ utterances }) => utterances),
				),
		})
	}

	/** The different utterances, in order of appearance. */
	#utterances(): readonly string[] {
		return [...new Set(this.#routes.flatMap(({ utterances }) => utterances))]
	}
}
