/** What a score rests on, before it is brought to [0, 1]: for mixing with the evidence of another scorer. */
export interface LexicalEvidence {
	/** `linear`: margins, −1 for a text that shares nothing with any example, about 1 for one of the group. */
	readonly kind: 'centroid' | 'linear'
	/** One a group, in the order of the groups; higher is likelier. */
	readonly values: Float64Array
}

/** Tells by words and spelling to which group of example texts a text belongs. Knows no synonyms. */
export interface LexicalClassifier {
	/** How many groups it was trained on. */
	readonly groups: number
	/** One score a group, in [0, 1], in the order of the groups; comparable between groups. */
	score(text: string): Float64Array
	evidence(text: string): LexicalEvidence
	/** Plain JSON from which, with the same groups, `readLexical` makes a classifier with bit-equal scores. */
	toJSON(): SavedLexical
}

/** What a classifier learnt, as plain JSON; the examples are not repeated. Only `readLexical` reads it. */
export interface SavedLexical {
	readonly version: number
	readonly [field: string]: unknown
}
