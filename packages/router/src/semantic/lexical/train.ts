import { HeadroomError } from '@headroom/spec'
import { lexicalScorer } from './centroid.ts'
import type { LexicalClassifier, SavedLexical } from './lexical-classifier.ts'

/** Learns to tell groups of example texts apart. Same groups, same classifier, on every machine. */
export function trainLexical(groups: readonly (readonly string[])[]): LexicalClassifier {
	const scorer = lexicalScorer(groups)
	const score = (text: string): Float64Array => Float64Array.from(scorer(text))
	return {
		groups: groups.length,
		score,
		evidence: (text) => ({ kind: 'centroid', values: score(text) }),
		toJSON: () => ({ version: 1, examples: groups }),
	}
}

/** @throws HeadroomError `invalid-argument` when it is not what `toJSON` gave. */
export function readLexical(saved: unknown): LexicalClassifier {
	const { version, examples } = (saved ?? {}) as Partial<SavedLexical>
	if (version !== 1 || !Array.isArray(examples))
		throw new HeadroomError(
			'invalid-argument',
			'the saved lexical classifier is malformed; fit and save it again',
		)
	return trainLexical(examples)
}
