import type { ChatResponse, FinishReason, JsonObject, JsonValue, Part } from '@headroom/spec'
import { answerOf, malformedAnswer } from '../answer-fields.ts'
import { jsonText } from '../json/spelling.ts'
import { objectIn, otherFields, textIn } from '../json-fields.ts'
import { readAnthropicUsage } from '../read-usage.ts'
import { keepSpellings } from './keep-spellings.ts'

/**
 * The answer of a message. A part a block, in order: text and calls of the caller's tools as such, and everything
 * else, such as thinking and its signature or tools that ran on the server, opaque by reference.
 *
 * @throws ProviderError `malformed` when there is no content.
 */
export function readResponse(body: JsonObject, provider: string, text?: string): ChatResponse {
	if (!Array.isArray(body.content)) throw malformedAnswer(provider, 'content')
	if (text !== undefined) keepSpellings(text, body, body.content)
	return answerOf(body, provider, {
		message: { role: 'assistant', content: body.content.map(readBlock) },
		finishReason: finishReason(body.stop_reason),
		usage: readAnthropicUsage(body.usage),
		known: ['type', 'role', 'content'],
	})
}

/** One block as a part. */
function readBlock(block: JsonValue): Part {
	const value = objectIn(block)
	const kind = textIn(value.type)
	if (kind === 'text' && typeof value.text === 'string') {
		const extra = otherFields(value, ['type', 'text'])
		return { type: 'text', text: value.text, ...(extra === undefined ? {} : { extra }) }
	}
	if (kind === 'tool_use' && typeof value.id === 'string' && typeof value.name === 'string') {
		const extra = otherFields(value, ['type', 'id', 'name', 'input'])
		return {
			type: 'tool-call',
			id: value.id,
			name: value.name,
			arguments: jsonText(value.input ?? {}),
			...(extra === undefined ? {} : { extra }),
		}
	}
	return { type: 'opaque', kind, value: block }
}

const REASONS: Readonly<Record<string, FinishReason>> = {
	end_turn: 'stop',
	stop_sequence: 'stop',
	max_tokens: 'length',
	model_context_window_exceeded: 'length',
	tool_use: 'tool-calls',
	refusal: 'content-filter',
	// The server stopped in the middle of its own work and goes on when it is sent this message back.
	pause_turn: 'other',
}

function finishReason(reason: JsonValue | undefined): FinishReason {
	return typeof reason === 'string' && Object.hasOwn(REASONS, reason) ? (REASONS[reason] ?? 'other') : 'other'
}
