import { HeadroomError } from '@headroom/spec'
import { checkNames } from '../check-names.ts'
import type { Subject } from '../condition.ts'
import type { ArmPrior } from './arm.ts'
import type { ExplorationBudget } from './budget.ts'

export interface BanditOptions {
	/** Model ids; at least one. */
	readonly models: readonly string[]
	/** What is believed of each model at first; see `priorsFrom`. @default quality 0.5, worth 2 answers */
	readonly priors?: Readonly<Record<string, ArmPrior>>
	/**
	 * USD that an answer of quality 1 is worth more than one of quality 0. What a call costs is set against its quality
	 * at this price. Every model then needs a cost in its prior, as it does for `exploration.usdPerDay`.
	 *
	 * @default only quality counts
	 */
	readonly worth?: number
	/** @default 0.1 of requests, no bound of USD */
	readonly exploration?: ExplorationBudget
	/** Kind of task of a request; each is learnt of on its own. @default the name of the route */
	readonly taskOf?: (subject: Pick<Subject, 'text' | 'route'>) => string
	/** Rewards of a task after which one has lost two thirds of its weight: less adapts faster, more errs less. @default 1000 */
	readonly horizon?: number
	/** Different requests whose decision is remembered, so that it stays the same when asked again. @default 2000 */
	readonly memory?: number
	/** Any whole number. @default 1 */
	readonly seed?: number
	/** Milliseconds since 1970, for a bound of USD a day. @default none */
	readonly now?: () => number
}

const OPTIONS: readonly (keyof BanditOptions)[] = [
	'models',
	'priors',
	'worth',
	'exploration',
	'taskOf',
	'horizon',
	'memory',
	'seed',
	'now',
]

/** @throws HeadroomError `invalid-argument` for an option that is out of range or that there is not. */
export function checkBanditOptions(options: BanditOptions): void {
	checkNames("the bandit's option", options, OPTIONS)
	if (options.exploration !== undefined)
		checkNames("the bandit's exploration", options.exploration, ['share', 'usdPerDay'])
	const { models, horizon = 1_000, memory = 2_000, worth } = options
	if (worth !== undefined && !(worth > 0)) throw wrong('worth', worth, 'USD above 0')
	if (!(horizon >= 1)) throw wrong('horizon', horizon, 'a number of rewards, 1 or more')
	if (!(Number.isInteger(memory) && memory >= 0)) throw wrong('memory', memory, 'a whole number, 0 or more')
	if (!Array.isArray(models) || new Set(models).size !== models.length || models.length === 0)
		throw wrong('models', models, 'at least one model id, each once')
}

/** An error about an option, or about what the bandit was told. */
export function wrong(field: string, value: unknown, expected: string): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`the bandit's ${field} is ${JSON.stringify(value)}; expected ${expected}`,
	)
}
