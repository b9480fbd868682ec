import {
	loadedMember,
	type Member,
	type Method,
	type SavedMember,
	savedMember,
	trainMembers,
} from './members.ts'
import type { Reading } from './reading.ts'
import { stackWeights } from './stack.ts'
import { meanOf, rowsOf, type Targets } from './targets.ts'

/** Parts that the records are cut into for predictions of texts not learnt from. */
const FOLDS = 5

/** Penalties of the linear model that are tried; with fewer or noisier records a larger one does better. */
const PENALTIES = [5, 15, 50, 150]

/**
 * What is believed of a method's weight before records speak. With 500 to 1,500 labels of MMLU and GSM8K pairs, three
 * fifths for the linear model and a fifth for each other did best of what was tried, equal weights up to 0.02 worse.
 */
const BELIEVED: Readonly<Record<Method, number>> = { linear: 3, neighbours: 1, trees: 1, length: 1 }

/** How the columns of the targets are weighed: alike within a group. */
export type Groups = readonly (readonly number[])[]

export interface Trained {
	readonly ensemble: Ensemble
	/** What it would have said of each text, had it not learnt from it. */
	readonly outOfFold: Targets
}

/** As it is saved. */
export interface SavedEnsemble {
	readonly means: readonly number[]
	/** For each column, a weight for each member. */
	readonly weights: readonly (readonly number[])[]
	readonly members: readonly SavedMember[]
}

/** Members whose predictions are added up by weights that cross-validation found. */
export class Ensemble {
	readonly #means: readonly number[]
	readonly #weights: readonly (readonly number[])[]
	readonly #members: readonly Member[]

	private constructor(
		means: readonly number[],
		weights: readonly (readonly number[])[],
		members: readonly Member[],
	) {
		this.#means = means
		this.#weights = weights
		this.#members = members
	}

	/**
	 * Trains the members on all texts, after training them on four fifths at a time to find the penalty, the weights
	 * and what to expect. `folds[i]` is the fifth of text i: texts that are alike must be in the same one.
	 */
	static train(
		methods: readonly Method[],
		readings: readonly Reading[],
		targets: Targets,
		groups: Groups,
		folds: readonly number[],
	): Trained {
		const means = targets.map(meanOf)
		const chosen = methods.map((method) => {
			const penalties = method === 'linear' ? PENALTIES : [0]
			const tried = foldedPredictions(method, readings, targets, penalties, folds)
			const errors = tried.map((predictions) => squaredError(predictions, targets, groups.at(-1) ?? []))
			const best = errors.indexOf(Math.min(...errors))
			return { method, penalty: penalties[best] ?? 0, predictions: tried[best] as Targets }
		})
		const believed = methods.reduce((sum, method) => sum + BELIEVED[method], 0)
		const prior = methods.map((method) => BELIEVED[method] / believed)
		const weights = targets.map(() => [] as readonly number[])
		for (const group of groups) {
			const found = stackWeights(
				chosen.map(({ predictions }) => group.map((column) => predictions[column] as Float64Array)),
				group.map((column) => targets[column] as Float64Array),
				group.map((column) => means[column] as number),
				prior,
			)
			for (const column of group) weights[column] = found
		}
		const members = chosen.flatMap(({ method, penalty }) =>
			trainMembers(method, readings, targets, [penalty]),
		)
		const outOfFold = targets.map((column, index) =>
			column.map((_, row) =>
				added(
					means[index] as number,
					weights[index] ?? [],
					chosen.map(({ predictions }) => predictions[index]?.[row] as number),
				),
			),
		)
		return { ensemble: new Ensemble(means, weights, members), outOfFold }
	}

	/** One that says the same of every text. */
	static constant(means: readonly number[]): Ensemble {
		return new Ensemble(
			means,
			means.map(() => []),
			[],
		)
	}

	/** A value for each column. */
	predict(reading: Reading): Float64Array {
		const predictions = this.#members.map((member) => member.predict(reading))
		return Float64Array.from(this.#means, (mean, column) =>
			added(
				mean,
				this.#weights[column] ?? [],
				predictions.map((values) => values[column] as number),
			),
		)
	}

	/** The weights of one column, in the order of the methods. */
	weightsOf(column: number): readonly number[] {
		return this.#weights[column] ?? []
	}

	save(): SavedEnsemble {
		return { means: this.#means, weights: this.#weights, members: this.#members.map(savedMember) }
	}

	static load({ means, weights, members }: SavedEnsemble): Ensemble {
		return new Ensemble(means, weights, members.map(loadedMember))
	}
}

/** The fifth of each text, by a hash of it: the same texts always fall into the same one. */
export function foldsOf(hashes: readonly number[]): number[] {
	return hashes.map((hash) => hash % FOLDS)
}

function added(mean: number, weights: readonly number[], predictions: readonly number[]): number {
	return predictions.reduce((sum, value, member) => sum + (weights[member] ?? 0) * (value - mean), mean)
}

/** For each penalty, what was said of each text by a member that had not learnt from its fold. */
function foldedPredictions(
	method: Method,
	readings: readonly Reading[],
	targets: Targets,
	penalties: readonly number[],
	folds: readonly number[],
): readonly Targets[] {
	const results = penalties.map(() => targets.map((column) => new Float64Array(column.length)))
	for (let fold = 0; fold < FOLDS; fold++) {
		const learnt = [...readings.keys()].filter((row) => folds[row] !== fold)
		const judged = [...readings.keys()].filter((row) => folds[row] === fold)
		const members = trainMembers(
			method,
			learnt.map((row) => readings[row] as Reading),
			rowsOf(targets, learnt),
			penalties,
		)
		for (const [index, member] of members.entries())
			for (const row of judged)
				for (const [column, value] of member.predict(readings[row] as Reading).entries())
					(results[index]?.[column] as Float64Array)[row] = value
	}
	return results
}

function squaredError(predictions: Targets, truths: Targets, columns: readonly number[]): number {
	let sum = 0
	for (const column of columns)
		for (const [row, truth] of (truths[column] as Float64Array).entries())
			if (!Number.isNaN(truth)) sum += (truth - (predictions[column]?.[row] as number)) ** 2
	return sum
}
