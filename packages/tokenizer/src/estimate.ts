import type { ExactTokenizer } from './exact-tokenizer.ts'

/** A vendor whose tokenizer is not at hand, and how its counts compare with those of o200k_base. */
export interface EstimateMethod {
	/** Family of models, the second half of the tokenizer's id. */
	readonly family: string
	/** Tokens of the vendor for one token of o200k_base, above 0. */
	readonly factor: number
	/** What the factor may be on one text, measured or reported, as lowest and highest. */
	readonly range: readonly [number, number]
	/** Where the factor comes from, for a person to check. */
	readonly source: string
}

/**
 * Estimates counts as those of o200k_base times a factor, rounded up: a text that is longer by some tokens never
 * counts fewer, and the same text always counts the same.
 *
 * Does not know the vendor's tokens, hence neither encodes nor decodes.
 */
export class EstimateTokenizer {
	/** `estimate:` and the family. */
	readonly id: string
	readonly exact = false
	readonly method: EstimateMethod
	readonly #base: () => ExactTokenizer

	constructor(method: EstimateMethod, base: () => ExactTokenizer) {
		this.id = `estimate:${method.family}`
		this.method = method
		this.#base = base
	}

	/** Estimated number of tokens; 0 for the empty text alone. */
	count(text: string): number {
		return text === '' ? 0 : this.#scaled(this.#base().count(text))
	}

	/** Whether `count(text)` is above `limit`, without reading more of the text than that takes. */
	exceeds(text: string, limit: number): boolean {
		// The most tokens of the base whose estimate is still within the limit.
		let most = Math.floor(limit / this.method.factor)
		if (this.#scaled(most + 1) <= limit) most++
		else if (this.#scaled(most) > limit) most--
		return this.#base().exceeds(text, most)
	}

	#scaled(tokens: number): number {
		return Math.ceil(tokens * this.method.factor)
	}
}
