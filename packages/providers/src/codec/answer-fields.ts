import {
	type ChatResponse,
	type FinishReason,
	type JsonObject,
	type Message,
	ProviderError,
} from '@headroom/spec'
import { otherFields, textIn } from './json-fields.ts'
import type { ReadUsage } from './read-usage.ts'

/** What one wire format found in a body. */
export interface AnswerParts {
	readonly message: Message
	readonly finishReason: FinishReason
	readonly usage: ReadUsage
	/** Fields of `body` that are said elsewhere in the answer. */
	readonly known: readonly string[]
	/** Further fields of `extra`. */
	readonly extra?: JsonObject | undefined
}

/**
 * The answer of a body. `extra` holds every other field of it, `usage` as it was reported, and `usage_problem` where
 * that contradicts itself.
 *
 * The model is `provider/` alone where the body names none.
 */
export function answerOf(body: JsonObject, provider: string, parts: AnswerParts): ChatResponse {
	const { usage, problem } = parts.usage
	const extra = {
		...otherFields(body, ['id', 'model', ...parts.known]),
		...parts.extra,
		...(problem === undefined ? {} : { usage_problem: problem }),
	}
	return {
		id: textIn(body.id),
		model: `${provider}/${textIn(body.model)}`,
		message: parts.message,
		finishReason: parts.finishReason,
		...(usage === undefined ? {} : { usage }),
		...(Object.keys(extra).length === 0 ? {} : { extra }),
	}
}

/** The error of an answer that has not the shape of its format. */
export function malformedAnswer(provider: string, missing: string): ProviderError {
	return new ProviderError(`${provider} answered without ${missing}, so that there is nothing to read`, {
		provider,
		retryable: false,
		reason: 'malformed',
	})
}
