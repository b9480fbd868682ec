import type { CallContext, ChatRequest, ModelCatalog, Tokenizer } from '@headroom/spec'
import { hindrance } from './capability-gate.ts'
import type { ModelChooser } from './choose/model-chooser.ts'
import type { Subject } from './condition.ts'
import type { ModelChoice, PassedOver, RouteDecision, RunnerUp } from './decision.ts'
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
}

/** A decision without its price. */
export type Choice = Omit<RouteDecision, 'estimatedCost'>

/** Most scored routes that a decision lists besides the chosen one. */
const RUNNERS_UP = 3

/** Takes the first route, in order, that the request belongs to and whose model can serve it. */
export async function decide(
	request: ChatRequest,
	policy: Policy,
	tokenizer: Tokenizer,
	context: CallContext,
): Promise<Choice> {
	const state = new Deciding(request, policy, tokenizer, context)
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
	readonly #tokenizer: Tokenizer
	readonly #subject: Subject
	readonly #passedOver: PassedOver[] = []
	#scores: Scores | undefined

	constructor(request: ChatRequest, policy: Policy, tokenizer: Tokenizer, context: CallContext) {
		this.#request = request
		this.#policy = policy
		this.#tokenizer = tokenizer
		this.#context = context
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
		const reached = names
			.map((name) => routes.get(name))
			.filter((scored) => scored !== undefined)
			.filter(({ score, threshold }) => score >= threshold)
			.sort(byScore)
		for (const { route, score, threshold } of reached) {
			const reason = `likeness to ${JSON.stringify(route.name)} is ${score.toFixed(3)}, at least ${threshold} (${by})`
			const choice = await this.#choose(route, reason, score, threshold)
			if (choice !== undefined) return choice
		}
		return undefined
	}

	takeDefault(): Choice {
		const { defaultModel, routes } = this.#policy
		const [best] = this.#runnersUp(null)
		const nearest =
			best === undefined
				? ''
				: `; nearest is ${JSON.stringify(best.route)} with ${best.score.toFixed(3)} of ${best.threshold}`
		const reason = routes.length === 0 ? 'there are no routes' : `no route holds${nearest}`
		return this.#finish({ route: null, model: defaultModel ?? this.#request.model }, reason, null, null)
	}

	#hindered(route: Route, model: string): boolean {
		const { catalog } = this.#policy
		const { maxTokens } = route
		const candidate = { model, ...(maxTokens === undefined ? {} : { maxTokens }) }
		const reason = catalog && hindrance(this.#request, candidate, catalog, this.#tokenizer)
		if (reason !== undefined) this.#passedOver.push({ route: route.name, reason })
		return reason !== undefined
	}

	/** The route's model, or the first of its chooser's that can serve; `undefined` when none can. */
	async #choose(route: Route, reason: string, score: number, threshold: number): Promise<Choice | undefined> {
		const { name, model, maxTokens } = route
		const target = { route: name, ...(maxTokens === undefined ? {} : { maxTokens }) }
		if (typeof model === 'string') {
			if (this.#hindered(route, model)) return undefined
			return this.#finish({ ...target, model }, reason, score, threshold)
		}
		const choice = await this.#rank(name, model)
		const chosen = choice?.models.find((ranked) => !this.#hindered(route, ranked.model))
		if (choice === undefined || chosen === undefined) return undefined
		const why = `${reason}; ${choice.by}: ${chosen.reason}`
		return { ...this.#finish({ ...target, model: chosen.model }, why, score, threshold), choice }
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
			(passed) => `passed over ${JSON.stringify(passed.route)}: ${passed.reason}`,
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
		return [...(this.#scores?.routes.values() ?? [])]
			.filter(({ route, score }) => route.name !== chosen && score > 0)
			.sort(byScore)
			.slice(0, RUNNERS_UP)
			.map(({ route, score, threshold }) => ({ route: route.name, score, threshold }))
	}
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
