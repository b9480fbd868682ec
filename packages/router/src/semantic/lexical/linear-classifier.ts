import type { Examples } from './examples.ts'
import { GroupWeights } from './group-weights.ts'
import type { LexicalClassifier, LexicalEvidence, SavedLexical } from './lexical-classifier.ts'
import type { Border } from './one-vs-rest.ts'
import { saveBorders } from './saved-borders.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Scores by borders between groups, learnt by `trainLexical` or read back. */
export class LinearClassifier implements LexicalClassifier {
	readonly groups: number
	readonly #vocabulary: Vocabulary
	readonly #numbers: readonly number[]
	readonly #borders: readonly Border[]
	readonly #margins: GroupWeights
	readonly #means: GroupWeights

	constructor(examples: Examples, vocabulary: Vocabulary, borders: readonly Border[]) {
		this.groups = examples.numbers.length
		this.#numbers = examples.numbers
		this.#vocabulary = vocabulary
		this.#borders = borders
		this.#margins = GroupWeights.margins(vocabulary.rows, vocabulary.size, borders)
		this.#means = GroupWeights.means(vocabulary.rows, vocabulary.size, examples.groups, this.groups)
	}

	score(text: string): Float64Array {
		const { values } = this.evidence(text)
		return values.map((margin) => 1 / (1 + Math.exp(-3 * margin)))
	}

	evidence(text: string): LexicalEvidence {
		const vector = this.#vocabulary.vectorOf(text)
		return {
			kind: 'linear',
			values: this.#asGiven(this.#margins.sums(vector)),
			cosines: this.#asGiven(this.#means.sums(vector)),
		}
	}

	toJSON(): SavedLexical {
		return saveBorders(this.#borders, this.#vocabulary.examples)
	}

	#asGiven(values: Float64Array): Float64Array {
		return Float64Array.from(this.#numbers, (number) => values[number] as number)
	}
}
