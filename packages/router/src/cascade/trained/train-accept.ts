import { HeadroomError } from '@headroom/spec'
import { stripHarness } from '../../human-text.ts'
import { normalAnswer } from '../answer-key.ts'
import type { AcceptModel } from './accept-model.ts'
import { type AcceptRecord, checkRecords } from './accept-record.ts'
import { type Guessed, type Outcome, outcomes } from './calibrate.ts'
import { featuresOf, type StateFeatures } from './features.ts'
import { expect, fitStage, type StageFit } from './stage-fit.ts'

export interface TrainAcceptOptions {
	/** Cheap models in the order in which they are asked; each record has an answer of each. */
	readonly models: readonly string[]
	/**
	 * Share of the requested model's quality that is to be kept at the least cost, in (0, 1].
	 *
	 * @default 0.995
	 */
	readonly quality?: number
	/**
	 * Standard errors by which the quality out of sample must exceed that, so that other prompts keep it too.
	 *
	 * @default 2: 98 chances in 100 for the mean of prompts like these, 92 in 100 for another set of as many
	 */
	readonly margin?: number
	/**
	 * Instead of a quality at the least cost, the best quality at this cost at most, as a share of always asking the
	 * requested model, above 0. With few records it is the steadier of the two: costs vary less than quality.
	 */
	readonly costShare?: number
	/** Answers that there must be before one is accepted, from 1. @default 2, or 1 with a single cheap model */
	readonly atLeast?: number
}

/** Parts of the records, of which each is guessed by a rule that was trained on the others; and ways to part them. */
const FOLDS = 10
const REPEATS = 3

/**
 * Trains a rule on prompts that all models of a cascade have answered: by which answers agree, how long they are and of
 * what shape, when the candidate is as good as what the requested model would say, for what that would cost.
 *
 * The threshold is the cheapest that keeps the wanted quality by a margin on records that the rule was not trained on
 * (ten parts, three times); `trained` in the result says what it came to there. The same records in the same order give the
 * same rule.
 *
 * @throws HeadroomError `invalid-argument` for malformed records or fewer than 50, and when no threshold keeps the
 * quality.
 */
export function trainAccept(records: readonly AcceptRecord[], options: TrainAcceptOptions): AcceptModel {
	const { models, costShare } = options
	const { atLeast = Math.min(2, models.length) } = options
	checkRecords(records, models.length)
	const states = records.map(statesOf)
	const strongCost = records.reduce((sum, { strong }) => sum + strong.cost, 0) / records.length
	const guesses = guessAll(records, states, strongCost)
	const tried = outcomes(records, guesses, atLeast)
	const {
		threshold,
		expected: _,
		...trained
	} = costShare === undefined ? cheapest(tried, options) : best(tried, costShare)
	const all = records.map((_, index) => index)
	return {
		format: 'headroom-accept',
		version: 1,
		models,
		atLeast,
		threshold,
		strongCost,
		stages: fitAll(records, states, all),
		trained: { records: records.length, ...trained },
	}
}

/** The state of a record after each of its answers. */
function statesOf({ prompt, cheap }: AcceptRecord): readonly StateFeatures[] {
	const seen = cheap.map(({ text, outputTokens }) => ({
		key: text === null || text.trim() === '' ? undefined : normalAnswer(text),
		text: text ?? '',
		outputTokens,
	}))
	const text = stripHarness(prompt)
	return seen.map((_, index) => featuresOf(text, seen.slice(0, index + 1)))
}

function fitAll(
	records: readonly AcceptRecord[],
	states: readonly (readonly StateFeatures[])[],
	chosen: readonly number[],
): StageFit[] {
	return (records[0]?.cheap ?? []).map((_, stage) =>
		fitStage(
			chosen.map((index) => {
				const { strong } = records[index] as AcceptRecord
				return {
					features: states[index]?.[stage] as StateFeatures,
					strong: strong.quality,
					candidate: qualityOf(records[index] as AcceptRecord, states[index]?.[stage] as StateFeatures),
					cost: strong.cost,
				}
			}),
		),
	)
}

/** The guesses of every record by rules that were not trained on it. */
function guessAll(
	records: readonly AcceptRecord[],
	states: readonly (readonly StateFeatures[])[],
	strongCost: number,
): readonly (readonly Guessed[])[] {
	const guesses: Guessed[][] = records.map(() => [])
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		const fold = folds(records.length, repeat)
		for (let part = 0; part < FOLDS; part++) {
			const stages = fitAll(
				records,
				states,
				[...fold.keys()].filter((index) => fold[index] !== part),
			)
			for (const [index, own] of fold.entries())
				if (own === part)
					guesses[index]?.push(guess(records[index] as AcceptRecord, states[index] ?? [], stages, strongCost))
		}
	}
	return guesses
}

function guess(
	record: AcceptRecord,
	states: readonly StateFeatures[],
	stages: readonly StageFit[],
	strongCost: number,
): Guessed {
	const expected = states.map((features, stage) => expect(stages[stage] as StageFit, features))
	return {
		gains: expected.map(({ gain }) => gain),
		scores: expected.map(({ gain, cost }, stage) =>
			(states[stage]?.candidate ?? -1) < 0 ? Number.POSITIVE_INFINITY : (gain * strongCost) / cost,
		),
		quality: states.map((features) => qualityOf(record, features)),
	}
}

function qualityOf({ cheap }: AcceptRecord, { candidate }: StateFeatures): number {
	return candidate < 0 ? 0 : (cheap[candidate]?.quality ?? 0)
}

/** The part of each record: as even as can be, in an order that a linear congruence shuffles. */
function folds(count: number, repeat: number): Int32Array {
	const order = Array.from({ length: count }, (_, index) => index)
	// Numerical Recipes' generator; its high bits are good enough to shuffle by.
	let state = (repeat + 1) >>> 0
	for (let index = count - 1; index > 0; index--) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		const other = Math.floor((state / 2 ** 32) * (index + 1))
		const held = order[index] as number
		order[index] = order[other] as number
		order[other] = held
	}
	const fold = new Int32Array(count)
	for (const [place, index] of order.entries()) fold[index] = place % FOLDS
	return fold
}

/**
 * The quality that a threshold is judged by. What was seen is true in the mean and jumps from one threshold to the
 * next, so that the cheapest that reaches a quality does so by luck; what was expected is smooth, and some 0.3 % too high
 * on ZeroEval. In fifteen parts of it their mean chose costs of 37 to 53 %, what was seen those of 37 to 67 %.
 */
function judgedQuality({ quality, expected }: Outcome): number {
	return (quality + expected) / 2
}

/** The cheapest threshold that keeps the quality by the margin. */
function cheapest(
	tried: readonly Outcome[],
	{ quality: wanted = 0.995, margin = 2 }: TrainAcceptOptions,
): Outcome {
	const surely = (outcome: Outcome): number => judgedQuality(outcome) - margin * outcome.qualityError
	const keeping = tried.filter((outcome) => surely(outcome) >= wanted)
	const [first, ...others] = keeping
	if (first !== undefined)
		return others.reduce((least, one) => (one.costShare < least.costShare ? one : least), first)
	const reached =
		tried.length === 0 ? 'no answer can be given' : `${percent(Math.max(...tried.map(surely)))} is the most`
	throw new HeadroomError(
		'invalid-argument',
		`trainAccept: no threshold keeps ${percent(wanted)} of the requested model's quality by ${margin} standard errors (${reached}); give more records, better cheap models, or ask for less`,
	)
}

/** The threshold with the best quality at so much cost. */
function best(tried: readonly Outcome[], costShare: number): Outcome {
	const [first, ...others] = tried.filter((outcome) => outcome.costShare <= costShare)
	if (first !== undefined)
		return others.reduce((most, one) => (judgedQuality(one) > judgedQuality(most) ? one : most), first)
	const reached =
		tried.length === 0
			? 'no answer can be given'
			: `${percent(Math.min(...tried.map((outcome) => outcome.costShare)))} is the least`
	throw new HeadroomError(
		'invalid-argument',
		`trainAccept: no threshold costs ${percent(costShare)} of the requested model or less (${reached}); allow more, or try cheaper models`,
	)
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`
}
