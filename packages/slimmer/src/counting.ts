import type { Tokenizer } from '@headroom/spec'

/** Texts shorter than this, in UTF-16 code units, are counted again rather than remembered. */
const WORTH_REMEMBERING = 256

/** A tokenizer that counts no long text twice. Short-lived: it holds what it counted. */
export function rememberCounts(tokenizer: Tokenizer): Tokenizer {
	const counts = new Map<string, number>()
	return {
		id: tokenizer.id,
		exact: tokenizer.exact ?? true,
		count(text) {
			if (text.length < WORTH_REMEMBERING) return tokenizer.count(text)
			const known = counts.get(text)
			if (known !== undefined) return known
			const count = tokenizer.count(text)
			counts.set(text, count)
			return count
		},
	}
}
