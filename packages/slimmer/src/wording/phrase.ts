/** The languages whose wording can be shortened. */
export type Language = 'en' | 'de' | 'zh' | 'ja'

/**
 * One phrase and what it becomes.
 *
 * `find` is the source of a regular expression, bounded in length. In English and German it begins with a lower-case
 * letter, which also stands for the capital at the beginning of a sentence; all other letters count as spelled.
 */
export interface Phrase {
	readonly find: string
	/** What it becomes; `$1` to `$9` stand for groups of `find`. `''` removes it with the blank it leaves over. */
	readonly put: string
	/**
	 * Where it may stand. `start`: at the beginning of a sentence. `first`: at the beginning of the text. `alone`: as
	 * a whole sentence behind others. `clause`: at the beginning of a sentence or behind a comma. `any`: anywhere.
	 *
	 * @default 'any'
	 */
	readonly at?: 'start' | 'first' | 'alone' | 'clause' | 'any'
	/** Whether it is shortened outside instructions too, such as in a courtesy that is itself a request. @default false */
	readonly free?: boolean
	/** An instruction of the text must hold this, any case: what makes part of the phrase redundant. @default none */
	readonly given?: RegExp
}

/** How one language is recognised and shortened. */
export interface Wording {
	readonly language: Language
	/** A character of its script: a text without any needs no look at its list. */
	readonly script: RegExp
	/** Whether a sentence tells the reader what to do: it is an instruction, not somebody's document. */
	readonly isInstruction: (sentence: string) => boolean
	/** Whether a sentence speaks about courtesy itself, so that courteous words may be what it is about. */
	readonly aboutCourtesy: RegExp
	readonly phrases: readonly Phrase[]
}
