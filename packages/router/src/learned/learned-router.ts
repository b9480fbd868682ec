import { HeadroomError } from '@headroom/spec'
import type { ModelChooser, RankedModel } from '../choose/model-chooser.ts'
import type { Subject } from '../condition.ts'
import { type Aim, type Setting, settingFor } from './aim.ts'
import { checkTraining } from './check-training.ts'
import { learnable, qualitiesOf } from './contrasts.ts'
import { CostModel } from './cost-model.ts'
import { type Curve, type CurvePoint, curveOf } from './curve.ts'
import { type Predicted, ranked, unitPrice, worth } from './dial.ts'
import {
	type DriftBaseline,
	type DriftOptions,
	type DriftReport,
	DriftWatch,
	driftBaseline,
} from './drift.ts'
import { Ensemble, foldsOf } from './ensemble.ts'
import type { Method } from './members.ts'
import { outcomeTable } from './outcome-table.ts'
import { readText } from './reading.ts'
import { checkedRecords, type RoutingRecord } from './records.ts'
import { type LearnedState, loadedState, type SavedLearnedRouter, savedState } from './saved.ts'
import { meanOf } from './targets.ts'
import { termHash } from './term-hash.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/**
 * Records from which on words are learnt from, and from which on neighbours and trees are asked too.
 *
 * APGR on MMLU and GSM8K pairs, means of 16 draws: with 50 labels length 0.557 and 0.579, linear 0.577 and 0.562; with 100
 * length 0.568 and 0.576, linear 0.607 and 0.595; with 200 all three methods 0.605 and 0.595, linear alone 0.615 and 0.625.
 */
const ENOUGH_FOR_WORDS = 100
const ENOUGH_FOR_ALL = 500

/** Records below which nothing at all can be said. */
const LEAST_RECORDS = 20

export interface LearnedRouterOptions {
	/**
	 * What to be set to.
	 *
	 * @default { quality: 0.99 }, the cheapest setting that is expected to keep 99 % of the best model’s quality
	 */
	readonly aim?: Aim
	readonly drift?: DriftOptions
}

export interface TrainOptions extends LearnedRouterOptions {
	/** Mean USD of a call with each model, for models whose records have no cost. @default none */
	readonly costs?: Readonly<Record<string, number>>
	/** What may be learnt. `neighbours` keeps hashed terms of every prompt. @default all; `linear` below 500 records, `length` below 100 */
	readonly methods?: readonly Method[]
}

/** One model as a router predicts it for a text. */
export interface ModelPrediction {
	readonly model: string
	/** Usually in [0, 1]; a prediction may lie a little outside. */
	readonly quality: number
	/** USD of the call; absent where costs are unknown. */
	readonly cost?: number
}

/** What training found. */
export interface TrainingReport {
	readonly records: number
	/** What it decides by: methods with their weights, or `one model`. */
	readonly by: string
	readonly models: readonly {
		readonly model: string
		/** Records with an outcome of it. */
		readonly records: number
		/** Mean, in [0, 1]. */
		readonly quality: number
		/** Mean USD of a call; absent where unknown. */
		readonly cost?: number
	}[]
	readonly verdict: Verdict
	/** Share of outcomes that no record has; in `expected`, predictions stand in for them. */
	readonly imputed: number
}

/**
 * Chooses the model for each request by what records of the user's own say: what quality and what cost each model will
 * have on such a text.
 *
 * Judges the words and the form of what the person wrote last. Where records do not tell the models apart it says so,
 * and takes one model for everything. It does not know a kind of prompt that no record has: see `drift()`.
 *
 * With 10,000 records of MMLU's kind: half a millisecond a decision; 10 MB of memory and 5 MB of JSON, nearly all of it for
 * `neighbours`. Linear in the text.
 */
export class LearnedRouter implements ModelChooser {
	readonly name = 'learned'
	readonly models: readonly string[]
	readonly report: TrainingReport
	/** Where the dial stands, and what is expected there. */
	readonly setting: Setting
	readonly #state: LearnedState
	readonly #options: LearnedRouterOptions
	readonly #watch: DriftWatch

	private constructor(state: LearnedState, options: LearnedRouterOptions) {
		this.#state = state
		this.#options = options
		this.models = state.models
		this.report = state.report
		this.setting = settingFor(options.aim ?? { quality: 0.99 }, state.curve.points, state.strong)
		const share = this.setting.expected.shares[state.strong] ?? 0
		this.#watch = new DriftWatch(state.baseline, share, options.drift)
	}

	/**
	 * Learns from records. Takes about 15 s for 10,000 of two models, without a break: not for a server's hot path.
	 *
	 * @throws HeadroomError `invalid-argument` for fewer than 20 records or two models, or a malformed record.
	 */
	static train(records: readonly RoutingRecord[], options: TrainOptions = {}): LearnedRouter {
		checkTraining(records, options)
		if (records.length < LEAST_RECORDS)
			throw new HeadroomError(
				'invalid-argument',
				`there are ${records.length} records; expected ${LEAST_RECORDS} at the very least, and ${ENOUGH_FOR_WORDS} to learn from words`,
			)
		return new LearnedRouter(learn(checkedRecords(records), options), options)
	}

	/** The same router set to another aim. Nothing is learnt anew. */
	aimed(aim: Aim): LearnedRouter {
		return new LearnedRouter(this.#state, { ...this.#options, aim })
	}

	/** What to expect at 200 settings of the dial, from the cheapest to the best. */
	get curve(): readonly CurvePoint[] {
		return this.#state.curve.points
	}

	/** Quality and cost of each model for a text, in the order of `models`. */
	predict(text: string): readonly ModelPrediction[] {
		const { quality, cost } = this.#predicted(text)
		return this.models.map((model, index) => ({
			model,
			quality: quality[index] as number,
			...(this.#state.costs === 'known' ? { cost: cost[index] as number } : {}),
		}))
	}

	rank({ text }: Pick<Subject, 'text'>): readonly RankedModel[] {
		const { unit, strong, cheap } = this.#state
		const { dial } = this.setting
		const predicted = this.#predicted(text)
		const order = ranked(predicted, dial, unit)
		const gap = (predicted.quality[strong] as number) - (predicted.quality[cheap] as number)
		this.#watch.see(termHash(text), gap, order[0] === strong)
		return order.map((index) => ({
			model: this.models[index] as string,
			score: worth(predicted, index, dial, unit),
			reason: this.#reason(predicted, index, order[0] as number),
		}))
	}

	/** Whether the texts ranked lately are still like those of calibration. */
	drift(): DriftReport {
		return this.#watch.report()
	}

	/** Everything that was learnt and what it is set to, for `JSON.stringify`. */
	toJSON(): SavedLearnedRouter {
		return savedState(this.#state, this.setting.aim)
	}

	/**
	 * A router as it was saved, whose decisions are the same to the last bit.
	 *
	 * @throws HeadroomError `invalid-argument` when it is no saved router of this version.
	 */
	static fromJSON(saved: unknown, options: LearnedRouterOptions = {}): LearnedRouter {
		const { state, aim } = loadedState(saved)
		return new LearnedRouter(state, { aim, ...options })
	}

	#predicted(text: string): Predicted {
		const { ensemble, costModel, basis } = this.#state
		const reading = readText(text)
		return {
			quality: qualitiesOf(ensemble.predict(reading), basis, this.models.length),
			cost: costModel.predict(reading),
		}
	}

	#reason(predicted: Predicted, index: number, first: number): string {
		const expected = this.#expected(predicted, index)
		const dial = `dial ${this.setting.dial.toFixed(3)}`
		if (!this.report.verdict.holds)
			return `mean quality ${expected}, since records do not tell the models apart (${dial})`
		const { quality } = predicted
		const best = quality.indexOf(Math.max(...quality))
		if (index !== first || (quality[best] as number) === (quality[index] as number))
			return `predicted quality ${expected} (${dial})`
		return (
			`predicted quality ${expected}; ${this.models[best]}, predicted ${this.#expected(predicted, best)}, ` +
			`is not worth its price at ${dial}`
		)
	}

	#expected({ quality, cost }: Predicted, index: number): string {
		const price = this.#state.costs === 'known' ? ` for $${(cost[index] as number).toPrecision(2)}` : ''
		return `${Math.min(1, Math.max(0, quality[index] as number)).toFixed(2)}${price}`
	}
}

function learn(records: readonly RoutingRecord[], { costs, methods }: TrainOptions): LearnedState {
	const table = outcomeTable(records, costs)
	const { models, strong, cheap } = table
	const { basis, targets, groups } = learnable(table)
	const readings = records.map(({ prompt }) => readText(prompt))
	const used = methods ?? methodsFor(records.length)
	const folds = foldsOf(records.map(({ prompt }) => termHash(prompt)))
	const trained = Ensemble.train(used, readings, targets, groups, folds)
	const costModel =
		table.costs === 'known'
			? CostModel.train(readings, table.cost, table.meanCosts)
			: CostModel.constant(table.meanCosts)
	const outOfFold = readings.map((reading, row) => ({
		quality: qualitiesOf(
			trained.outOfFold.map((column) => column[row] as number),
			basis,
			models.length,
		),
		cost: costModel.predict(reading),
	}))
	const verdict = verdictOf(table, outOfFold)
	const ensemble = verdict.holds ? trained.ensemble : Ensemble.constant(targets.map(meanOf))
	const same = qualitiesOf(targets.map(meanOf), basis, models.length)
	const predicted = verdict.holds ? outOfFold : outOfFold.map(({ cost }) => ({ quality: same, cost }))
	const unit = unitPrice(table.means, table.meanCosts, strong, cheap)
	const curve: Curve = curveOf(table, predicted, unit)
	const baseline: DriftBaseline = driftBaseline(
		Float64Array.from(predicted, ({ quality }) => (quality[strong] as number) - (quality[cheap] as number)),
	)
	const report: TrainingReport = {
		records: records.length,
		by: verdict.holds ? describe(used, ensemble.weightsOf(targets.length - 1)) : 'one model',
		models: models.map((model, index) => ({
			model,
			records: (table.quality[index] as Float64Array).filter((value) => !Number.isNaN(value)).length,
			quality: table.means[index] as number,
			...(table.costs === 'known' ? { cost: table.meanCosts[index] as number } : {}),
		})),
		verdict,
		imputed: curve.imputed,
	}
	return {
		models,
		strong,
		cheap,
		basis,
		unit,
		costs: table.costs,
		ensemble,
		costModel,
		curve,
		baseline,
		report,
	}
}

function methodsFor(records: number): readonly Method[] {
	if (records < ENOUGH_FOR_WORDS) return ['length']
	return records < ENOUGH_FOR_ALL ? ['linear'] : ['linear', 'neighbours', 'trees']
}

function describe(methods: readonly Method[], weights: readonly number[]): string {
	return methods.map((method, index) => `${method} ${(weights[index] ?? 0).toFixed(2)}`).join(', ')
}
