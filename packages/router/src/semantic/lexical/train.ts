import { type Examples, orderedExamples } from './examples.ts'
import type { LexicalClassifier } from './lexical-classifier.ts'
import { LinearClassifier } from './linear-classifier.ts'
import { OneVsRest } from './one-vs-rest.ts'
import { readBorders } from './saved-borders.ts'
import { Vocabulary } from './vocabulary.ts'

/**
 * Learns to tell groups of example texts apart. Same groups, same scores, on every machine and in any order.
 *
 * Takes seconds for ten thousand examples of a hundred groups, milliseconds for a few dozen.
 */
export function trainLexical(groups: readonly (readonly string[])[]): LexicalClassifier {
	const { examples, vocabulary } = read(groups)
	const learner = new OneVsRest(vocabulary.rows, vocabulary.size, examples.groups)
	return new LinearClassifier(
		examples,
		vocabulary,
		groups.map((_, group) => learner.border(group)),
	)
}

/**
 * @param groups The groups that the saved classifier was trained on, in any order.
 * @throws HeadroomError `invalid-argument` when it is not what `toJSON` gave for these groups.
 */
export function readLexical(saved: unknown, groups: readonly (readonly string[])[]): LexicalClassifier {
	const { examples, vocabulary } = read(groups)
	return new LinearClassifier(examples, vocabulary, readBorders(saved, examples))
}

function read(groups: readonly (readonly string[])[]): { examples: Examples; vocabulary: Vocabulary } {
	const examples = orderedExamples(groups)
	return { examples, vocabulary: new Vocabulary(examples.texts, examples.groups) }
}
