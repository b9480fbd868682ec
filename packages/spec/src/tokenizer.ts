/** Counts tokens of a text as one model sees them. */
export interface Tokenizer {
	/** Name of the encoding, such as `o200k_base`. */
	readonly id: string
	/**
	 * Whether counts equal the model's own. Vendors that publish no tokenizer get estimates.
	 *
	 * @default true
	 */
	readonly exact?: boolean
	/** Number of tokens, at least 0. Text that looks like a special token counts as plain text. */
	count(text: string): number
}
