import {
	type CallContext,
	type CallRecord,
	type ChatRequest,
	HeadroomError,
	type Stage,
	type StageContext,
	type Tokenizer,
	tell,
} from '@headroom/spec'
import { tokenizerFor } from '@headroom/tokenizer'
import { checkOptions } from './check-options.ts'
import { checkedRequest, checkedSession } from './check-request.ts'
import { type Choice, decide, gateOf, type Policy } from './decide.ts'
import type { RouteDecision } from './decision.ts'
import { DistributionTally } from './distribution/distribution.ts'
import { type PrintableDistribution, printableDistribution } from './distribution/format-distribution.ts'
import { estimateCost } from './estimate.ts'
import { evaluate } from './evaluate/evaluate.ts'
import type { Evaluation, RoutedExample } from './evaluate/report.ts'
import type { FitOptions } from './fit/options.ts'
import type { FitReport } from './fit/report.ts'
import { hindrance } from './gate/hindrance.ts'
import { regionOf } from './gate/request-lack.ts'
import { type ReadyRoute, type Route, readyRoute } from './route.ts'
import type { LoadOptions, ModelRouterOptions, RouteContext } from './router-options.ts'
import { readSaved, routesOf } from './saved/load.ts'
import { saved } from './saved/save.ts'
import type { SavedRouter } from './saved/saved-router.ts'
import { writeWhole } from './saved/write-whole.ts'
import { SemanticRouting } from './semantic/semantic-routing.ts'
import { Sessions } from './session/sessions.ts'

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
	readonly #semantic: SemanticRouting
	readonly #sessions: Sessions
	readonly #tally = new DistributionTally()

	/** @throws HeadroomError `invalid-argument` when an option or a route is malformed. */
	constructor(options: ModelRouterOptions = {}) {
		checkOptions(options)
		this.#options = options
		this.#semantic = new SemanticRouting(options.semantic ?? 'fused', options.embedder)
		this.#sessions = new Sessions(options.sessions ?? 'auto')
		for (const route of options.routes ?? []) this.addRoute(route)
		if (options.fitted !== undefined) this.#semantic.takeOver(options.fitted)
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
		if (ready.type === 'semantic') this.#semantic.add(ready.route)
		this.#routes.push(ready)
		this.#sessions.forget()
		return this
	}

	/** The routes there are, in order of priority. */
	get routes(): readonly Route[] {
		return this.#routes.map(({ route }) => route)
	}

	/** Takes a route away; `false` when there is none of this name. */
	removeRoute(name: string): boolean {
		const index = this.#routes.findIndex(({ route }) => route.name === name)
		if (index === -1) return false
		this.#routes.splice(index, 1)
		this.#semantic.remove(name)
		this.#sessions.forget()
		return true
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
		const report = await this.#semantic.fit(options, context)
		this.#sessions.forget()
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
			decide({ model, messages: [{ role: 'user', content: text }] }, this.#policy(), tokenizer, context),
		)
	}

	/**
	 * The router as JSON: routes, thresholds and the vectors of its utterances, once they are embedded. Functions are
	 * named and must be given to `load` again; of a chooser, what its own `toJSON` gives.
	 */
	toJSON(): SavedRouter {
		return saved(this.#options, this.#routes, this.#semantic.saved())
	}

	/**
	 * Embeds the utterances and learns of them now, which the first decision does else: with MiniLM some 15 to 25 ms for each
	 * utterance, more than a client lets a stage take (`stageTimeoutMs`) from a few hundred on. Await it before the first
	 * request; a router that was saved, or has `fitted` vectors, is ready at once. Does nothing twice.
	 *
	 * @throws what the embedder throws, whom decisions ask again and do without; the signal's reason when it aborts.
	 */
	async prepare(context: CallContext = {}): Promise<void> {
		await this.#semantic.scorer.prepare(context)
	}

	/** Writes `toJSON` to a file, all utterances embedded; the whole file, or none. */
	async save(path: string | URL, context: CallContext = {}): Promise<void> {
		await this.prepare(context)
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
		const { conditions, choosers, ...given } = options
		const { defaultModel, semantic, region, sessions } = file
		const router = new ModelRouter({
			...(defaultModel === undefined ? {} : { defaultModel }),
			...(region === undefined ? {} : { region }),
			...(sessions === undefined ? {} : { sessions }),
			...given,
			semantic,
			routes: routesOf(file, options),
		})
		router.#semantic.restore(file)
		return router
	}

	/**
	 * The decision for a text or a whole request, with reasons, scores and what the call would cost.
	 *
	 * @throws HeadroomError `invalid-argument` for a text without a `defaultModel`, or what is no request, `region-not-served` when no model is
	 * known to run in the region that the request may not leave; the signal's reason when it aborts.
	 */
	async route(input: string | ChatRequest, context: RouteContext = {}): Promise<RouteDecision> {
		context.signal?.throwIfAborted()
		const request = checkedRequest(input, this.#options.defaultModel)
		const tokenizer = this.#options.tokenizer ?? tokenizerFor(request.model)
		const choice = await this.#decide(request, tokenizer, context)
		return { ...choice, estimatedCost: estimateCost(request, choice, this.#options.catalog, tokenizer) }
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

	#policy(): Policy {
		const { defaultModel, catalog, sizeAfter } = this.#options
		const { scorer } = this.#semantic
		// A copy: routes may come and go while a decision waits for an embedder or a condition.
		return { defaultModel, routes: [...this.#routes], scorer, catalog, region: this.region, sizeAfter }
	}

	async #decide(request: ChatRequest, tokenizer: Tokenizer, context: RouteContext): Promise<Choice> {
		const policy = this.#policy()
		const { catalog } = policy
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
			stated: checkedSession(context.session ?? this.#options.session?.(request)),
			remember: policy.routes.some(({ route }) => typeof route.model !== 'string'),
		})
		context.signal?.throwIfAborted()
		const { route, model, reason, unserved } = choice
		if (unserved !== undefined)
			tell(context, {
				type: 'warning',
				code: 'route-unserved',
				message: `no model of the router is known to be able to serve a request, which goes to ${model} all the same: ${unserved}`,
			})
		const region = this.region ?? regionOf(request)
		tell(context, { type: 'route', route, model, reason, ...(region === undefined ? {} : { region }) })
		return choice
	}
}
