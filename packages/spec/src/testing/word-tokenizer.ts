import type { Tokenizer } from '../tokenizer.ts'

/**
 * A small tokenizer for tests: a word of up to eight letters, a group of up to three digits, a punctuation
 * mark and a run of blanks beyond one space each count as one token. Linear; not the count of any model.
 */
export const wordTokenizer: Tokenizer = {
	id: 'test-words',
	exact: false,
	count(text: string): number {
		return text.match(/\p{L}{1,8}|\p{N}{1,3}| ?[^\s\p{L}\p{N}]|[^\S ]|\s{2,16}/gu)?.length ?? 0
	},
}
