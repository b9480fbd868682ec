import {
	type CallContext,
	type CallRecord,
	type ChatRequest,
	type Embedder,
	HeadroomError,
	type ModelCatalog,
	type Stage,
	type StageContext,
	type Tokenizer,
} from '@headroom/spec'
import { tokenizerFor } from '@headroom/tokenizer'
import { type Choice, decide, gateOf, type Policy } from './decide.ts'
import type { RouteDecision } from './decision.ts'
import { DistributionTally } from './distribution/distribution.ts'
import { type PrintableDistribution, printableDistribution } from './distribution/format-distribution.ts'
import { estimateCost } from './estimate.ts'
import { hindrance, type SizeAfter } from './gate/hindrance.ts'
import { regionOf } from './gate/request-lack.ts'
import { type ReadyRoute, type Route, readyRoute } from './route.ts'
import { SemanticScorer } from './semantic/scorer.ts'
import type { SessionState } from './session/session-decision.ts'
import { type SessionPolicy, Sessions } from './session/sessions.ts'

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
	/** Scores semantic routes. Without one, or when it fails, they are scored by words and spelling. */
	readonly embedder?: Embedder
	/** @default the stage's tokenizer in a pipeline, else that of the request's model */
	readonly tokenizer?: Tokenizer
	/**
	 * What earlier turns of a conversation mean for its model: see `SessionPolicy`. Needs prices, so that without a
	 * catalog every turn is decided alone.
	 *
	 * @default 'auto'
	 */
	readonly sessions?: SessionPolicy
	/**
	 * Says where a conversation stands, for a caller who knows; `undefined` leaves it to the router.
	 *
	 * @default the router works it out from the request's earlier turns
	 */
	readonly session?: (request: ChatRequest) => SessionState | undefined
	/**
	 * Region that no request may leave, such as `eu`; a request names one of its own with the label `region`. Models
	 * whose region is not known serve neither.
	 *
	 * @default none
	 */
	readonly region?: string
	/**
	 * Tokens of the prompt after everything that runs behind the router, such as compression. Asked where the prompt
	 * as it is does not fit a model's window.
	 *
	 * @default the prompt as it is counts
	 */
	readonly sizeAfter?: SizeAfter
}

/** What travels with one decision. */
export interface RouteContext extends CallContext {
	/** Where the conversation stands; wins over the router's `session`. */
	readonly session?: SessionState
}

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
	readonly #sessions: Sessions
	readonly #tally = new DistributionTally()
	#scorer: SemanticScorer | undefined

	/** @throws HeadroomError `invalid-argument` when an option or a route is malformed. */
	constructor(options: ModelRouterOptions = {}) {
		const { defaultModel, sessions = 'auto', region } = options
		if (defaultModel !== undefined && (typeof defaultModel !== 'string' || defaultModel === ''))
			throw new HeadroomError(
				'invalid-argument',
				`the router's defaultModel is ${JSON.stringify(defaultModel)}; expected an id such as "openai/gpt-4o-mini", or leave it out to keep the model each request asks for`,
			)
		if (!SESSION_POLICIES.includes(sessions))
			throw new HeadroomError(
				'invalid-argument',
				`the router's sessions is ${JSON.stringify(sessions)}; expected one of ${SESSION_POLICIES.join(', ')}`,
			)
		if (region !== undefined && (typeof region !== 'string' || region.trim() === ''))
			throw new HeadroomError(
				'invalid-argument',
				`the router's region is ${JSON.stringify(region)}; expected a name such as "eu", or leave it out`,
			)
		this.#options = options
		this.#sessions = new Sessions(sessions)
		for (const route of options.routes ?? []) this.addRoute(route)
	}

	/** Region that no request may leave, as the options say. */
	get region(): string | undefined {
		return this.#options.region?.trim()
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
		this.#sessions.forget()
		return this
	}

	#scorerOf(routes: readonly ReadyRoute[]): SemanticScorer {
		const semantic = routes.flatMap((ready) => (ready.type === 'semantic' ? [ready.route] : []))
		return new SemanticScorer(semantic, this.#options.embedder)
	}

	/**
	 * The decision for a text or a whole request, with reasons, scores and what the call would cost.
	 *
	 * @throws HeadroomError `invalid-argument` for a text without a `defaultModel`, `region-not-served` when no model is
	 * known to run in the region that the request may not leave; the signal's reason when it aborts.
	 */
	async route(input: string | ChatRequest, context: RouteContext = {}): Promise<RouteDecision> {
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
		const bounded = maxTokens !== undefined || (maxOutputTokens !== undefined && model !== request.model)
		const most = bounded ? this.#options.catalog?.resolve(model)?.maxOutputTokens : undefined
		const bounds = [maxOutputTokens, maxTokens, most].filter((bound) => bound !== undefined)
		return bounds.length === 0 ? undefined : Math.min(...bounds)
	}

	/** Takes in a call that is over, for `distribution()`. Once for each call: a client does it for the router it is given. */
	record(record: CallRecord): void {
		this.#tally.add(record)
	}

	/**
	 * Where the recorded calls went, by route and model, and what they cost beside their baselines. Printed or turned
	 * into text it is a table.
	 */
	distribution(): PrintableDistribution {
		return printableDistribution(this.#tally.read())
	}

	async #decide(request: ChatRequest, tokenizer: Tokenizer, context: RouteContext): Promise<Choice> {
		const { defaultModel, catalog, sizeAfter } = this.#options
		this.#scorer ??= this.#scorerOf(this.#routes)
		const policy: Policy = {
			defaultModel,
			routes: this.#routes,
			scorer: this.#scorer,
			catalog,
			region: this.region,
			sizeAfter,
		}
		const choice = await this.#sessions.choose(request, {
			decide: (judged, served) => decide(judged, policy, tokenizer, context, served),
			hindrance: (model, maxTokens, served) =>
				hindrance(
					{ model, ...(maxTokens === undefined ? {} : { maxTokens }) },
					gateOf(served, policy, tokenizer, context),
				),
			catalog,
			tokenizer,
			signal: context.signal,
			stated: context.session ?? this.#options.session?.(request),
			remember: this.#routes.some(({ route }) => typeof route.model !== 'string'),
		})
		context.signal?.throwIfAborted()
		const { route, model, reason, unserved } = choice
		if (unserved !== undefined)
			context.observe?.({
				type: 'warning',
				code: 'route-unserved',
				message: `no model of the router is known to be able to serve a request, which goes to ${model} all the same: ${unserved}`,
			})
		const region = this.region ?? regionOf(request)
		context.observe?.({ type: 'route', route, model, reason, ...(region === undefined ? {} : { region }) })
		return choice
	}
}

const SESSION_POLICIES: readonly SessionPolicy[] = ['auto', 'pin', 'follow']
