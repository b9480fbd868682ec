import { HeadroomError } from '@headroom/spec'
import type { ModelChooser, RankedModel } from '../choose/model-chooser.ts'
import type { Subject } from '../condition.ts'
import {
	type ArmPrior,
	type ArmState,
	betaOf,
	decayed,
	meanCost,
	meanQuality,
	NEW_ARM,
	rewarded,
} from './arm.ts'
import { type BanditOptions, checkBanditOptions, wrong } from './bandit-options.ts'
import { Budget, type BudgetState } from './budget.ts'
import { drawBeta, randomFrom } from './random.ts'
import { type Decision, Remembered, type SavedDecisions } from './remembered.ts'
import type { Reward } from './reward.ts'

/** As it is saved. */
export interface SavedBandit {
	readonly kind: 'headroom-bandit'
	readonly version: 1
	readonly models: readonly string[]
	readonly priors: Readonly<Record<string, ArmPrior>>
	readonly tasks: Readonly<Record<string, Readonly<Record<string, ArmState>>>>
	readonly budget: BudgetState
	readonly decisions: SavedDecisions
}

const UNKNOWN: ArmPrior = { quality: 0.5, mass: 2 }
const NO_TASK = 'default'

/** Kinds of task that are learnt of; their names may come from requests. Those rewarded the longest ago go first. */
const MOST_TASKS = 10_000

/**
 * Learns from feedback which of some models is best for each kind of task, while it serves (Thompson sampling: each model
 * is chosen as often as it may be the best by what is known).
 *
 * What it draws is seeded by the text and by the rewards so far, and a decision is remembered: asked again for the same
 * text it says the same, as a stage must. It tries other models than the best one within a budget alone.
 */
export class Bandit implements ModelChooser {
	readonly name = 'bandit'
	#models: readonly string[]
	#priors: Readonly<Record<string, ArmPrior>>
	readonly #options: BanditOptions
	readonly #horizon: number
	readonly #budget: Budget
	readonly #tasks = new Map<string, ReadonlyMap<string, ArmState>>()
	readonly #decisions: Remembered

	/** @throws HeadroomError `invalid-argument` when an option is out of range. */
	constructor(options: BanditOptions, saved?: SavedBandit) {
		checkBanditOptions(options)
		const { models, priors = {}, horizon = 1_000, memory = 2_000 } = options
		this.#options = options
		this.#horizon = horizon
		this.#models = models
		this.#priors = priors
		this.#budget = new Budget(options.exploration ?? {}, options.now, saved?.budget)
		for (const model of models) this.#check(model)
		for (const [task, arms] of Object.entries(saved?.tasks ?? {}))
			this.#tasks.set(task, new Map(Object.entries(arms)))
		this.#decisions = new Remembered(memory, saved?.decisions)
	}

	/** A bandit as it was saved. Its models and priors are those of the options, where these name any. */
	static fromJSON(saved: unknown, options: Partial<BanditOptions> = {}): Bandit {
		const value = saved as Partial<SavedBandit> | null | undefined
		if (value?.kind !== 'headroom-bandit' || value.version !== 1 || !Array.isArray(value.models))
			throw new HeadroomError(
				'invalid-argument',
				`this is no bandit of version 1: kind is ${JSON.stringify(value?.kind)}; give what JSON.stringify made of a Bandit`,
			)
		const state = value as SavedBandit
		try {
			return new Bandit({ models: state.models, priors: state.priors, ...options }, state)
		} catch (cause) {
			if (cause instanceof HeadroomError) throw cause
			throw new HeadroomError('invalid-argument', 'the saved bandit is damaged; save it anew', { cause })
		}
	}

	get models(): readonly string[] {
		return this.#models
	}

	/** Adds a model, or changes what is believed of it at first. */
	addModel(model: string, prior?: ArmPrior): void {
		const [models, priors] = [this.#models, this.#priors]
		this.#models = models.includes(model) ? models : [...models, model]
		if (prior !== undefined) this.#priors = { ...priors, [model]: prior }
		try {
			this.#check(model)
		} catch (error) {
			this.#models = models
			this.#priors = priors
			throw error
		}
	}

	/** Chooses a model no more. What was learnt of it stays, should it come back. */
	removeModel(model: string): void {
		const rest = this.#models.filter((other) => other !== model)
		if (rest.length === 0) throw wrong('models', [], 'at least one model to stay')
		this.#models = rest
	}

	rank(subject: Pick<Subject, 'text' | 'route'>): readonly RankedModel[] {
		const task = this.#options.taskOf?.(subject) ?? subject.route ?? NO_TASK
		const arms = this.#tasks.get(task)
		const means = new Map(this.#models.map((model) => [model, this.#value(model, arms, undefined)]))
		const decision = this.#decision(task, subject.text, means)
		// Models that came after the decision stand behind it, with the mean as their score.
		const known = this.#models.filter((model) => Object.hasOwn(decision.scores, model))
		const added = this.#models.filter((model) => !Object.hasOwn(decision.scores, model))
		return [
			...this.#ranked(known, (model) => decision.scores[model] ?? 0),
			...this.#ranked(added, (model) => means.get(model) ?? 0),
		].map(({ model, score }, place) => ({
			model,
			score,
			reason: this.#reason(model, arms, place === 0 && decision.explores),
		}))
	}

	/**
	 * Learns how an answer was; it may come late, or never. Feedback on a model that was removed is kept.
	 *
	 * @throws HeadroomError `invalid-argument` when the quality or the cost is out of range.
	 */
	reward({ model, quality, cost, task }: Reward): void {
		if (!(quality >= 0 && quality <= 1)) throw wrong('quality', quality, 'a number in [0, 1]')
		if (cost !== undefined && !(cost >= 0 && Number.isFinite(cost)))
			throw wrong('cost', cost, 'USD, 0 or more')
		const key = task ?? NO_TASK
		const arms = new Map(
			[...(this.#tasks.get(key) ?? [])].map(([name, arm]) => [name, decayed(arm, 1 - 1 / this.#horizon)]),
		)
		arms.set(model, rewarded(arms.get(model) ?? NEW_ARM, quality, cost))
		this.#tasks.delete(key)
		this.#tasks.set(key, arms)
		const [oldest] = this.#tasks.keys()
		if (this.#tasks.size > MOST_TASKS && oldest !== undefined) this.#tasks.delete(oldest)
	}

	/** What is believed of each model on a kind of task now. */
	beliefs(
		task: string = NO_TASK,
	): readonly { model: string; quality: number; cost?: number; rewards: number }[] {
		const arms = this.#tasks.get(task)
		return this.#models.map((model) => {
			const arm = arms?.get(model) ?? NEW_ARM
			const cost = meanCost(this.#prior(model), arm)
			return {
				model,
				quality: meanQuality(this.#prior(model), arm),
				...(cost === undefined ? {} : { cost }),
				rewards: arm.rewards,
			}
		})
	}

	/** Decisions so far, and what of the exploration budget they took. */
	get spent(): BudgetState {
		return this.#budget.state
	}

	toJSON(): SavedBandit {
		return {
			kind: 'headroom-bandit',
			version: 1,
			models: this.#models,
			priors: this.#priors,
			tasks: Object.fromEntries([...this.#tasks].map(([task, arms]) => [task, Object.fromEntries(arms)])),
			budget: this.#budget.state,
			decisions: this.#decisions.save(),
		}
	}

	/** The decision for a text: the one that was made, or a new one. */
	#decision(task: string, text: string, means: ReadonlyMap<string, number>): Decision {
		const old = this.#decisions.find(task, text)
		if (old !== undefined && this.#models.some((model) => Object.hasOwn(old.scores, model))) return old
		const decision = this.#decide(task, text, means)
		this.#decisions.keep(task, text, decision)
		return decision
	}

	#decide(task: string, text: string, means: ReadonlyMap<string, number>): Decision {
		const arms = this.#tasks.get(task)
		const version = [...(arms?.values() ?? [])].reduce((sum, { rewards }) => sum + rewards, 0)
		const draws = new Map(
			this.#models.map((model) => {
				// Seeded for each model, so that adding one leaves what is drawn for the others.
				const random = randomFrom(this.#options.seed ?? 1, task, text, version, model)
				const [a, b] = betaOf(this.#prior(model), arms?.get(model) ?? NEW_ARM)
				return [model, this.#value(model, arms, drawBeta(a, b, random))]
			}),
		)
		const best = this.#ranked(this.#models, (model) => means.get(model) ?? 0)[0]?.model as string
		const drawn = this.#ranked(this.#models, (model) => draws.get(model) ?? 0)[0]?.model as string
		if (drawn === best) {
			this.#budget.pass()
			return { explores: false, scores: Object.fromEntries(draws) }
		}
		const cost = (model: string): number => meanCost(this.#prior(model), arms?.get(model) ?? NEW_ARM) ?? 0
		if (this.#budget.explore(cost(drawn) - cost(best)) === undefined)
			return { explores: true, scores: Object.fromEntries(draws) }
		this.#budget.pass()
		return { explores: false, scores: Object.fromEntries(means) }
	}

	#ranked(
		models: readonly string[],
		scoreOf: (model: string) => number,
	): { readonly model: string; readonly score: number }[] {
		return models.map((model) => ({ model, score: scoreOf(model) })).sort((a, b) => b.score - a.score)
	}

	/** Quality less cost, at the price of quality. */
	#value(
		model: string,
		arms: ReadonlyMap<string, ArmState> | undefined,
		quality: number | undefined,
	): number {
		const arm = arms?.get(model) ?? NEW_ARM
		const prior = this.#prior(model)
		const { worth } = this.#options
		const price = worth === undefined ? 0 : (meanCost(prior, arm) ?? 0) / worth
		return (quality ?? meanQuality(prior, arm)) - price
	}

	#prior(model: string): ArmPrior {
		return Object.hasOwn(this.#priors, model) ? (this.#priors[model] as ArmPrior) : UNKNOWN
	}

	#check(model: string): void {
		const { quality, mass, cost } = this.#prior(model)
		if (!(quality >= 0 && quality <= 1))
			throw wrong(`priors[${model}].quality`, quality, 'a number in [0, 1]')
		if (!(mass > 0 && Number.isFinite(mass))) throw wrong(`priors[${model}].mass`, mass, 'answers, above 0')
		const { worth, exploration } = this.#options
		const needed = worth !== undefined || exploration?.usdPerDay !== undefined
		if (cost === undefined ? needed : !(cost >= 0 && Number.isFinite(cost)))
			throw wrong(`priors[${model}].cost`, cost, 'USD of a call, which worth and usdPerDay are reckoned by')
	}

	#reason(model: string, arms: ReadonlyMap<string, ArmState> | undefined, explores: boolean): string {
		const arm = arms?.get(model) ?? NEW_ARM
		const prior = this.#prior(model)
		const cost = meanCost(prior, arm)
		const price = cost === undefined ? '' : ` for $${cost.toPrecision(2)}`
		const believed = `quality ${meanQuality(prior, arm).toFixed(2)}${price} by ${arm.rewards} rewards`
		return explores ? `tried, since it may be the best: ${believed}` : `believed ${believed}`
	}
}
