import type { Examples } from './examples.ts'
import { GroupWeights } from './group-weights.ts'
import type { LexicalClassifier, SavedLexical } from './lexical-classifier.ts'
import { BIAS, type Border } from './one-vs-rest.ts'
import { RowSums, type Weights } from './row-sums.ts'
import { saveBorders } from './saved-borders.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * What the cosine with the mean of a group's examples adds to the margin: borders are sure of texts that lie far from
 * all examples. Of 0 to 8, by texts of other intents told apart with CLINC150, Banking77 and HWU64.
 */
const COSINE = 0.5

/**
 * How steeply the score rises with the margin: the middle of what a logistic regression gives for telling texts of the
 * intents of a router from other texts (3.9 to 10.1, for 2 to 10 intents with 5 to 20 examples of each of the three sets).
 */
const STEEPNESS = 6

/** Scores by borders between groups and by nearness to their middles, learnt by `trainLexical` or read back. */
export class LinearClassifier implements LexicalClassifier {
	readonly groups: number
	readonly #vocabulary: Vocabulary
	readonly #examples: Examples
	readonly #borders: readonly Border[]
	readonly #weights: GroupWeights
	/** The margin at which the odds are even. */
	readonly #even: number

	constructor(examples: Examples, vocabulary: Vocabulary, borders: readonly Border[]) {
		this.groups = examples.numbers.length
		this.#examples = examples
		this.#vocabulary = vocabulary
		this.#borders = borders
		this.#weights = weightsOf(examples, vocabulary, borders)
		this.#even = evenEvidence(examples.texts.length / examples.numbers.length)
	}

	/**
	 * At 0.5 a text is about as likely of the group as of none, were there as many of either. A text that shares nothing
	 * with any example scores 0.
	 */
	score(text: string): Float64Array {
		const vector = this.#vocabulary.vectorOf(text)
		if (vector.columns.length === 0) return new Float64Array(this.groups)
		const scores = this.#weights.sums(vector)
		for (let group = 0; group < scores.length; group++)
			scores[group] = 1 / (1 + Math.exp(STEEPNESS * (this.#even - (scores[group] as number))))
		return scores
	}

	margins(text: string): Float64Array {
		return this.#weights.sums(this.#vocabulary.vectorOf(text))
	}

	toJSON(): SavedLexical {
		return saveBorders(this.#borders, this.#examples)
	}
}

/** Of the groups in the order in which they were given. */
function weightsOf(
	{ texts, groups, numbers }: Examples,
	{ rows, size }: Vocabulary,
	borders: readonly Border[],
): GroupWeights {
	const sums = new RowSums(rows, size)
	let from = 0
	let before: { readonly texts: readonly string[]; readonly weights: Weights } | undefined
	const perGroup = borders.map((border, group) => {
		let until = from
		while (groups[until] === group) until++
		const own = Array.from({ length: until - from }, (_, index) => from + index)
		const ownTexts = texts.slice(from, until)
		from = until
		// Groups of the same texts stand together. Which of them was learnt first must not show in their scores.
		if (before !== undefined && isSame(before.texts, ownTexts)) return before.weights
		const mean = sums.sum(
			own,
			own.map(() => 1),
		)
		const length = Math.sqrt(mean.weights.reduce((sum, weight) => sum + weight * weight, 0))
		const share = length === 0 ? 0 : COSINE / length
		const weights = sums.sum([...border.rows, ...own], [...border.weights, ...own.map(() => share)])
		before = { texts: ownTexts, weights }
		return weights
	})
	const given = numbers.map((number) => perGroup[number] as Weights)
	return new GroupWeights(size, given, new Float64Array(borders.length).fill(BIAS))
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((text, index) => text === b[index])
}

/**
 * The margin at which a text of the group is as likely as one of no group, by the mean number of examples of a group:
 * the more there are, the nearer its own texts come. Fitted to routers of 1 to 10 random intents of CLINC150 with 5 to 60
 * examples, so that about 4 in 100 texts of other intents reach any; the number of groups makes no difference.
 */
function evenEvidence(examples: number): number {
	return 0.2 - 1.38 / Math.sqrt(examples + 1)
}
