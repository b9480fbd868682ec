import type { Examples } from './examples.ts'
import { GroupWeights } from './group-weights.ts'
import type { LexicalClassifier, LexicalEvidence, SavedLexical } from './lexical-classifier.ts'
import type { Border } from './one-vs-rest.ts'
import { RowSums } from './row-sums.ts'
import { saveBorders } from './saved-borders.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * What the cosine with the mean of a group's examples adds to the margin: borders are sure of texts that lie far from
 * all examples. Of 0 to 8, by texts of other intents told apart with CLINC150, Banking77 and HWU64.
 */
const COSINE = 0.5

/** How steeply the score rises with the evidence. */
const STEEPNESS = 4

/** Scores by borders between groups and by nearness to their middles, learnt by `trainLexical` or read back. */
export class LinearClassifier implements LexicalClassifier {
	readonly groups: number
	readonly #vocabulary: Vocabulary
	readonly #numbers: readonly number[]
	readonly #borders: readonly Border[]
	readonly #weights: GroupWeights

	constructor(examples: Examples, vocabulary: Vocabulary, borders: readonly Border[]) {
		this.groups = examples.numbers.length
		this.#numbers = examples.numbers
		this.#vocabulary = vocabulary
		this.#borders = borders
		this.#weights = weightsOf(examples, vocabulary, borders)
	}

	/** A score of 0.5 stands on the border: as near to the group as to the others. */
	score(text: string): Float64Array {
		return this.evidence(text).values.map((value) => 1 / (1 + Math.exp(-STEEPNESS * value)))
	}

	evidence(text: string): LexicalEvidence {
		const sums = this.#weights.sums(this.#vocabulary.vectorOf(text))
		return { kind: 'linear', values: Float64Array.from(this.#numbers, (number) => sums[number] as number) }
	}

	toJSON(): SavedLexical {
		return saveBorders(this.#borders, this.#vocabulary.examples)
	}
}

function weightsOf(
	{ groups }: Examples,
	{ rows, size }: Vocabulary,
	borders: readonly Border[],
): GroupWeights {
	const sums = new RowSums(rows, size)
	let from = 0
	const perGroup = borders.map((border, group) => {
		let until = from
		while (groups[until] === group) until++
		const own = Array.from({ length: until - from }, (_, index) => from + index)
		from = until
		const mean = sums.sum(
			own,
			own.map(() => 1),
		)
		const length = Math.sqrt(mean.weights.reduce((sum, weight) => sum + weight * weight, 0))
		const share = length === 0 ? 0 : COSINE / length
		return sums.sum([...border.rows, ...own], [...border.weights, ...own.map(() => share)])
	})
	const biases = borders.map(({ weights }) => weights.reduce((sum, weight) => sum + weight, 0))
	return new GroupWeights(size, perGroup, Float64Array.from(biases))
}
