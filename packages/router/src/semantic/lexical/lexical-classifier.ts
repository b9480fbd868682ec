/** What a score rests on, before it is brought to [0, 1]: for mixing with the evidence of another scorer. */
export interface LexicalEvidence {
	/** `centroid`: cosines with the groups' means, in [0, 1]. `linear`: margins, about −1 to 1, above 0 for "belongs". */
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
	/** Plain JSON from which `readLexical` makes a classifier with bit-equal scores. */
	toJSON(): SavedLexical
}

/** A trained classifier as plain JSON. Its fields are no contract: only `readLexical` reads them. */
export interface SavedLexical {
	readonly version: number
	readonly [field: string]: unknown
}
