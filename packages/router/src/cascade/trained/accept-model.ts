import { HeadroomError } from '@headroom/spec'
import type { StateFeatures } from './features.ts'
import { expect, type StageFit } from './stage-fit.ts'

/** A trained accept rule as it is kept: plain JSON. */
export interface AcceptModel {
	readonly format: 'headroom-accept'
	readonly version: 1
	/** Cheap models in the order in which they are asked. */
	readonly models: readonly string[]
	/** Answers that there must be before one is accepted. */
	readonly atLeast: number
	/** Expected gain of asking the requested model, for each mean call of it that it costs, at which it is not asked. */
	readonly threshold: number
	/** USD of a call of the requested model, in the mean. */
	readonly strongCost: number
	/** What was learnt, for one answer, two answers and so on. */
	readonly stages: readonly StageFit[]
	readonly trained: TrainedOn
}

/** What a rule was trained on, and what it came to on prompts that it had not seen. */
export interface TrainedOn {
	readonly records: number
	/** Share of the requested model's quality that is kept. */
	readonly quality: number
	/** One standard error of it. */
	readonly qualityError: number
	/** Cost as a share of always asking the requested model; all calls are paid. */
	readonly costShare: number
	/** Share of calls that went on to the requested model. */
	readonly escalated: number
}

/** What a model makes of a state. */
export interface Assessment {
	/** Whether the candidate is to be given. */
	readonly accept: boolean
	/** Expected gain for each mean call that it costs. */
	readonly score: number
	/** At most this accepts. */
	readonly threshold: number
}

/**
 * Where more cheap answers may follow, only so much of the threshold accepts: another cheap opinion costs little beside
 * a wrong answer. On the development half of ZeroEval 0.5 is as good as 0 and better than 1.
 */
const EARLY = 0.5

/** The threshold with so many answers. */
export function thresholdAt(threshold: number, answers: number, models: number): number {
	return answers < models ? threshold - (1 - EARLY) * Math.abs(threshold) : threshold
}

/** What a model makes of the answers so far. */
export function assess(model: AcceptModel, features: StateFeatures): Assessment {
	const answers = features.pattern.length
	const fit = model.stages[answers - 1]
	const threshold = thresholdAt(model.threshold, answers, model.models.length)
	if (fit === undefined || features.candidate < 0)
		return { accept: false, score: Number.POSITIVE_INFINITY, threshold }
	const { gain, cost } = expect(fit, features)
	const score = (gain * model.strongCost) / cost
	return { accept: answers >= model.atLeast && score <= threshold, score, threshold }
}

/**
 * A model out of a file.
 *
 * @throws HeadroomError `invalid-argument` for a value that is none.
 */
export function readAcceptModel(value: unknown): AcceptModel {
	const model = value as AcceptModel
	const numbers = (list: unknown): boolean =>
		Array.isArray(list) && list.every((item) => Number.isFinite(item))
	const sound =
		typeof value === 'object' &&
		value !== null &&
		model.format === 'headroom-accept' &&
		model.version === 1 &&
		Array.isArray(model.models) &&
		Array.isArray(model.stages) &&
		model.stages.length === model.models.length &&
		numbers([model.threshold, model.strongCost, model.atLeast]) &&
		model.stages.every(
			({ patterns, mean, spread, strong, candidate, cost }) =>
				Array.isArray(patterns) && [mean, spread, strong, candidate, cost].every(numbers),
		)
	if (!sound)
		throw new HeadroomError(
			'invalid-argument',
			'this is no accept rule of this version; expected what trainAccept() gave, as JSON; train it anew',
		)
	return model
}
