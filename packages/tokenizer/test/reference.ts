import { cl100kBase, type ExactTokenizer, o200kBase } from '@headroom/tokenizer'
import { get_encoding } from 'tiktoken'

/** Our tokenizer of each encoding beside the reference's. */
export interface Encoding {
	readonly name: string
	readonly ours: ExactTokenizer
	readonly reference: (text: string) => number[]
}

function referenceOf(name: 'o200k_base' | 'cl100k_base'): (text: string) => number[] {
	const encoder = get_encoding(name)
	return (text) => Array.from(encoder.encode_ordinary(text))
}

export const ENCODINGS: readonly Encoding[] = [
	{ name: 'o200k_base', ours: o200kBase(), reference: referenceOf('o200k_base') },
	{ name: 'cl100k_base', ours: cl100kBase(), reference: referenceOf('cl100k_base') },
]
