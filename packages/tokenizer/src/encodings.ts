import { ExactTokenizer } from './exact-tokenizer.ts'
import { cl100kPieceEnd } from './pre-tokenizer-cl100k.ts'
import { o200kPieceEnd } from './pre-tokenizer-o200k.ts'
import { loadVocabulary } from './vocabulary.ts'

let o200k: ExactTokenizer | undefined
let cl100k: ExactTokenizer | undefined

/**
 * Tokenizer of GPT-4o and later OpenAI models. The first call reads its table, later ones return the same object.
 */
export function o200kBase(): ExactTokenizer {
	o200k ??= new ExactTokenizer('o200k_base', loadVocabulary('o200k_base'), o200kPieceEnd)
	return o200k
}

/** Tokenizer of GPT-4, GPT-3.5 and OpenAI's embedding models; loaded as `o200kBase` is. */
export function cl100kBase(): ExactTokenizer {
	cl100k ??= new ExactTokenizer('cl100k_base', loadVocabulary('cl100k_base'), cl100kPieceEnd)
	return cl100k
}
