/** Tells by words and spelling to which group of example texts a text belongs. Knows no synonyms. */
export interface LexicalClassifier {
	/** How many groups it was trained on. */
	readonly groups: number
	/** One score a group, in [0, 1], in the order of the groups; comparable between groups. */
	score(text: string): Float64Array
	/**
	 * What the scores rest on: margins with a share of cosines, one a group, about −1 for what does not belong to 1.5 for
	 * what does. For mixing with what another scorer says.
	 */
	margins(text: string): Float64Array
	/** Plain JSON from which, with the same groups, `readLexical` makes a classifier with bit-equal scores. */
	toJSON(): SavedLexical
}

/** What a classifier learnt, as plain JSON; the examples are not repeated. Only `readLexical` reads it. */
export interface SavedLexical {
	readonly version: number
	readonly [field: string]: unknown
}
