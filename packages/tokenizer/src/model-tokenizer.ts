import { cl100kBase, o200kBase } from './encodings.ts'
import { EstimateTokenizer } from './estimate.ts'
import { ESTIMATES, UNKNOWN } from './estimate-methods.ts'
import type { ExactTokenizer } from './exact-tokenizer.ts'

/** What `tokenizerFor` gives: a `Tokenizer` that also says whether a text exceeds a number of tokens. */
export type ModelTokenizer = ExactTokenizer | EstimateTokenizer

/** Models of o200k_base, by the start of their name: OpenAI's own table in `tiktoken/model.py`. */
const O200K =
	/^(?:gpt-4o|chatgpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|gpt-oss|gpt-audio|gpt-realtime|o[134](?:-|$)|codex-mini)/
/** Models of cl100k_base, by the start of their name. `gpt-35-turbo` is Azure's spelling. */
const CL100K =
	/^(?:gpt-4(?:-|$)|gpt-3\.5|gpt-35|text-embedding-3-|text-embedding-ada-002|(?:davinci|babbage)-002)/

const estimates = new Map<string, EstimateTokenizer>()

/**
 * Tokenizer of a model, from its id: `provider/model` or the bare name, in any case.
 *
 * Exact (`exact: true`) for OpenAI's models; for all others, unknown names included, an estimate (`exact: false`)
 * whose `method` says how it comes about. Equal ids of tokenizers mean equal counts.
 */
export function tokenizerFor(modelId: string): ModelTokenizer {
	const id = modelId.trim().toLowerCase()
	// A fine-tuned model is named after its base: `ft:gpt-4o-mini:team::id`.
	const name = id.slice(id.lastIndexOf('/') + 1).replace(/^ft:/, '')
	if (O200K.test(name)) return o200kBase()
	if (CL100K.test(name)) return cl100kBase()
	const method = ESTIMATES.find(({ models }) => models.test(id))?.method ?? UNKNOWN
	let tokenizer = estimates.get(method.family)
	if (tokenizer === undefined) {
		tokenizer = new EstimateTokenizer(method, o200kBase)
		estimates.set(method.family, tokenizer)
	}
	return tokenizer
}
