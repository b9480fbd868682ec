import {
	type CallContext,
	type ChatRequest,
	HeadroomError,
	type ModelCatalog,
	type Tokenizer,
} from '@headroom/spec'
import type { ModelChooser } from './choose/model-chooser.ts'
import type { Subject } from './condition.ts'
import type { ModelChoice, PassedOver, RouteDecision, RunnerUp } from './decision.ts'
import { type Gate, hindrance, type SizeAfter } from './gate/hindrance.ts'
import { outsideRegion, regionOf } from './gate/request-lack.ts'
import { humanText } from './human-text.ts'
import type { ConditionRoute, ReadyRoute, Route } from './route.ts'
import type { ScoredRoute, Scores, SemanticScorer } from './semantic/scorer.ts'

/** Everything a decision depends on besides the request. */
export interface Policy {
	/** Model of requests that no route takes; without one they keep their own. */
	readonly defaultModel: string | undefined
	readonly routes: readonly ReadyRoute[]
	readonly scorer: SemanticScorer
	readonly catalog: ModelCatalog | undefined
	/** Region that no request may leave. */
	readonly region: string | undefined
	readonly sizeAfter: SizeAfter | undefined
}

/** A decision without its price. */
export type Choice = Omit<RouteDecision, 'estimatedCost'>

/** Most scored routes that a decision lists besides the chosen one. */
const RUNNERS_UP = 3

/**
 * Takes the first route, in order, that the request belongs to and whose model can serve it.
 *
 * @param served What the model must be able to serve; differs from the request judged where a turn has gone on since.
 * @throws HeadroomError `region-not-served` when the request may not leave a region that no model is known to run in.
 */
export async function decide(
	request: ChatRequest,
	policy: Policy,
	tokenizer: Tokenizer,
	context: CallContext,
	served: ChatRequest = request,
): Promise<Choice> {
	const state = new Deciding(request, policy, tokenizer, context, served)
	for (let index = 0; index < policy.routes.length; index++) {
		context.signal?.throwIfAborted()
		const ready = policy.routes[index]
		if (ready?.type === 'condition') {
			const choice = await state.tryCondition(ready)
			if (choice !== undefined) return choice
		} else if (policy.routes[index - 1]?.type !== 'semantic') {
			const choice = await state.trySemantic(neighbours(policy.routes, index))
			if (choice !== undefined) return choice
		}
	}
	return state.takeDefault()
}

/** Names of the unbroken run of semantic routes that begins at an index. */
function neighbours(routes: readonly ReadyRoute[], from: number): readonly string[] {
	const names: string[] = []
	for (let index = from; routes[index]?.type === 'semantic'; index++)
		names.push(routes[index]?.route.name ?? '')
	return names
}

class Deciding {
	readonly #request: ChatRequest
	readonly #policy: Policy
	readonly #context: CallContext
	readonly #gate: Gate
	readonly #subject: Subject
	readonly #passedOver: PassedOver[] = []
	#scores: Scores | undefined

	constructor(
		request: ChatRequest,
		policy: Policy,
		tokenizer: Tokenizer,
		context: CallContext,
		served: ChatRequest,
	) {
		this.#request = request
		this.#policy = policy
		this.#context = context
		this.#gate = gateOf(served, policy, tokenizer, context)
		const text = humanText(request)
		let tokens: number | undefined
		const countTokens = (): number => {
			tokens ??= tokenizer.count(text)
			return tokens
		}
		this.#subject = { text, request, countTokens }
	}

	async tryCondition({
		route,
		condition,
	}: ReadyRoute & { readonly type: 'condition' }): Promise<Choice | undefined> {
		try {
			if (condition?.holds(this.#subject) === false) return undefined
			if (route.condition !== undefined && !(await route.condition(this.#subject.text, this.#request)))
				return undefined
		} catch (error) {
			this.#context.signal?.throwIfAborted()
			const why = error instanceof Error ? error.message : String(error)
			this.#passedOver.push({ route: route.name, reason: `its condition threw: ${why}` })
			return undefined
		}
		return this.#choose(route, heldReason(route, condition?.describe), 1, 1)
	}

	async trySemantic(names: readonly string[]): Promise<Choice | undefined> {
		const { text } = this.#subject
		if (text === '') return undefined
		this.#scores ??= await this.#policy.scorer.score(text, this.#context)
		const { routes, by } = this.#scores
		const reached: ScoredRoute[] = []
		for (const name of names) {
			const scored = routes.get(name)
			if (scored !== undefined && scored.score >= scored.threshold) reached.push(scored)
		}
		reached.sort(byScore)
		for (const { route, score, threshold } of reached) {
			const reason = `likeness to ${JSON.stringify(route.name)} is ${score.toFixed(3)}, at least ${threshold} (${by})`
			const choice = await this.#choose(route, reason, score, threshold)
			if (choice !== undefined) return choice
		}
		return undefined
	}

	async takeDefault(): Promise<Choice> {
		const { defaultModel, routes } = this.#policy
		const [best] = this.#runnersUp(null)
		const nearest =
			best === undefined
				? ''
				: `; nearest is ${JSON.stringify(best.route)} with ${best.score.toFixed(3)} of ${best.threshold}`
		const reason = routes.length === 0 ? 'there are no routes' : `no route holds${nearest}`
		const model = defaultModel ?? this.#request.model
		const lack = await hindrance({ model }, this.#gate)
		if (lack === undefined) return this.#finish({ route: null, model }, reason, null, null)
		this.#passedOver.push({ route: null, reason: lack })
		const other = await this.#firstAble(model)
		if (other !== undefined)
			return this.#finish(
				{ route: null, model: other.model },
				`${reason}; takes ${other.model} of ${JSON.stringify(other.route)} in place of the default`,
				null,
				null,
			)
		const { region, catalog, request } = this.#gate
		for (const wanted of [region, regionOf(request)]) {
			const outside = outsideRegion(wanted, model, catalog)
			if (outside !== undefined) throw notServed(outside)
		}
		const choice = this.#finish(
			{ route: null, model },
			`${reason}; no model of this router is known to be able to serve the request`,
			null,
			null,
		)
		return { ...choice, unserved: lack }
	}

	/** The first model of any route that can serve what the default model cannot. */
	async #firstAble(defaultModel: string): Promise<{ route: string; model: string } | undefined> {
		const tried = new Set([defaultModel])
		for (const { route } of this.#policy.routes) {
			const models = typeof route.model === 'string' ? [route.model] : route.model.models
			for (const model of models) {
				if (tried.has(model)) continue
				tried.add(model)
				if ((await hindrance({ model }, this.#gate)) === undefined) return { route: route.name, model }
			}
		}
		return undefined
	}

	async #hindered(route: Route, model: string): Promise<boolean> {
		const { maxTokens } = route
		const candidate = { model, ...(maxTokens === undefined ? {} : { maxTokens }) }
		const reason = await hindrance(candidate, this.#gate)
		if (reason !== undefined) this.#passedOver.push({ route: route.name, reason })
		return reason !== undefined
	}

	/** The route's model, or the first of its chooser's that can serve; `undefined` when none can. */
	async #choose(route: Route, reason: string, score: number, threshold: number): Promise<Choice | undefined> {
		const { name, model, maxTokens } = route
		const target = { route: name, ...(maxTokens === undefined ? {} : { maxTokens }) }
		if (typeof model === 'string') {
			if (await this.#hindered(route, model)) return undefined
			return this.#finish({ ...target, model }, reason, score, threshold)
		}
		const choice = await this.#rank(name, model)
		if (choice === undefined) return undefined
		for (const ranked of choice.models) {
			if (await this.#hindered(route, ranked.model)) continue
			const why = `${reason}; ${choice.by}: ${ranked.reason}`
			return { ...this.#finish({ ...target, model: ranked.model }, why, score, threshold), choice }
		}
		return undefined
	}

	async #rank(route: string, chooser: ModelChooser): Promise<ModelChoice | undefined> {
		try {
			return { by: chooser.name, models: await chooser.rank({ ...this.#subject, route }, this.#context) }
		} catch (error) {
			this.#context.signal?.throwIfAborted()
			const why = error instanceof Error ? error.message : String(error)
			this.#passedOver.push({ route, reason: `${chooser.name} threw: ${why}` })
			return undefined
		}
	}

	#finish(
		target: Pick<Choice, 'route' | 'model' | 'maxTokens'>,
		reason: string,
		score: number | null,
		threshold: number | null,
	): Choice {
		const notes = this.#passedOver.map(
			({ route, reason: why }) =>
				`passed over ${route === null ? 'the default model' : JSON.stringify(route)}: ${why}`,
		)
		if (this.#scores?.fallback !== undefined) notes.push(`${this.#scores.fallback}; scored lexically`)
		return {
			...target,
			reason: [reason, ...notes].join('; '),
			score,
			threshold,
			runnersUp: this.#runnersUp(target.route),
			passedOver: this.#passedOver,
		}
	}

	#runnersUp(chosen: string | null): readonly RunnerUp[] {
		const best: ScoredRoute[] = []
		// Not a sort of all: with many routes its garbage costs more than the decision.
		for (const scored of this.#scores?.routes.values() ?? []) {
			if (scored.score <= 0 || scored.route.name === chosen) continue
			if (scored.score <= (best[RUNNERS_UP - 1]?.score ?? 0)) continue
			const place = best.findIndex((other) => scored.score > other.score)
			best.splice(place === -1 ? best.length : place, 0, scored)
			best.length = Math.min(best.length, RUNNERS_UP)
		}
		return best.map(({ route, score, threshold }) => ({ route: route.name, score, threshold }))
	}
}

/** What a model must be able to serve under a policy. */
export function gateOf(
	request: ChatRequest,
	{ catalog, region, sizeAfter }: Policy,
	tokenizer: Tokenizer,
	context: CallContext,
): Gate {
	return { request, catalog, tokenizer, region, sizeAfter, context }
}

/** No other model would do: the request must not be sent at all. */
function notServed(why: string): HeadroomError {
	return new HeadroomError(
		'region-not-served',
		`no model of this router may serve the request: ${why}. ` +
			'Say where models run: regions of createCatalog({ overrides }), or models: in headroom.yaml',
	)
}

function byScore(a: ScoredRoute, b: ScoredRoute): number {
	return b.score - a.score
}

function heldReason(route: ConditionRoute, described: string | undefined): string {
	const held = [described, route.condition === undefined ? undefined : 'its condition holds'].filter(
		(text) => text !== undefined,
	)
	return `${JSON.stringify(route.name)}: ${held.length === 0 ? 'takes every request' : held.join(', ')}`
}
