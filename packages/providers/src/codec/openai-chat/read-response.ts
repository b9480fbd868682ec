import type {
	ChatResponse,
	FinishReason,
	JsonObject,
	JsonValue,
	Message,
	Part,
	ToolCallPart,
} from '@headroom/spec'
import { answerOf, malformedAnswer } from '../answer-fields.ts'
import { isObject, listIn, objectIn, otherFields, textIn } from '../json-fields.ts'
import { readOpenAiUsage } from '../read-usage.ts'

/**
 * The answer of a chat completion: its first choice.
 *
 * A refusal is an opaque part, which is a part that the API takes back. Spoken audio goes back by its id alone, so the
 * message has that and `extra.audio` the rest. Further choices are in `extra.choices`, further fields of the first
 * one in `extra.choice`.
 *
 * @throws ProviderError `malformed` when there is no choice.
 */
export function readResponse(body: JsonObject, provider: string): ChatResponse {
	const [first, ...others] = listIn(body.choices)
	if (!isObject(first)) throw malformedAnswer(provider, 'choices')
	const wire = objectIn(first.message)
	const message = readMessage(wire)
	const choice = otherFields(first, ['index', 'message'])
	return answerOf(body, provider, {
		message,
		finishReason: finishReason(first.finish_reason, message),
		usage: readOpenAiUsage(body.usage ?? objectIn(body.x_groq).usage),
		known: ['choices'],
		extra: {
			...(choice === undefined ? {} : { choice }),
			...(others.length === 0 ? {} : { choices: others }),
			...(isObject(wire.audio) ? { audio: wire.audio } : {}),
		},
	})
}

function readMessage(wire: JsonObject): Message {
	const parts: Part[] = []
	if (typeof wire.content === 'string') {
		if (wire.content !== '') parts.push({ type: 'text', text: wire.content })
	} else for (const block of listIn(wire.content)) parts.push(readBlock(block))
	if (typeof wire.refusal === 'string') {
		parts.push({ type: 'opaque', kind: 'refusal', value: { type: 'refusal', refusal: wire.refusal } })
	}
	for (const call of listIn(wire.tool_calls)) parts.push(readToolCall(objectIn(call)))
	const [only] = parts
	const plain =
		!Array.isArray(wire.content) && (parts.length === 0 || (parts.length === 1 && only?.type === 'text'))
	const extra = {
		...otherFields(wire, ['role', 'content', 'refusal', 'tool_calls', 'audio']),
		...(isObject(wire.audio) ? { audio: { id: textIn(wire.audio.id) } } : {}),
	}
	return {
		role: 'assistant',
		content: plain ? textIn(wire.content) : parts,
		...(Object.keys(extra).length === 0 ? {} : { extra }),
	}
}

function readBlock(block: JsonValue): Part {
	const value = objectIn(block)
	const kind = textIn(value.type)
	if (kind !== 'text' || typeof value.text !== 'string') return { type: 'opaque', kind, value: block }
	const extra = otherFields(value, ['type', 'text'])
	return { type: 'text', text: value.text, ...(extra === undefined ? {} : { extra }) }
}

/** A call of a function, or of a custom tool, whose `arguments` are the text it takes. */
function readToolCall(call: JsonObject): ToolCallPart {
	const custom = call.type === 'custom'
	const named = objectIn(custom ? call.custom : call.function)
	const given = custom ? named.input : named.arguments
	const known = custom ? ['id', 'custom'] : ['id', 'type', 'function', 'index']
	const extra = otherFields(call, known)
	return {
		type: 'tool-call',
		id: textIn(call.id),
		name: textIn(named.name),
		arguments: argumentsText(given),
		...(extra === undefined ? {} : { extra }),
	}
}

/** Some compatible servers send the arguments as an object. */
export function argumentsText(value: JsonValue | undefined): string {
	if (typeof value === 'string') return value
	return isObject(value) ? JSON.stringify(value) : ''
}

const REASONS: Readonly<Record<string, FinishReason>> = {
	stop: 'stop',
	eos: 'stop',
	length: 'length',
	max_tokens: 'length',
	model_length: 'length',
	tool_calls: 'tool-calls',
	function_call: 'tool-calls',
	content_filter: 'content-filter',
}

function finishReason(reason: JsonValue | undefined, message: Message): FinishReason {
	const said = typeof reason === 'string' && Object.hasOwn(REASONS, reason) ? REASONS[reason] : 'other'
	// A call that tool_choice forced, and any call of some servers, ends with "stop".
	const calls =
		typeof message.content !== 'string' && message.content.some((part) => part.type === 'tool-call')
	return said === 'stop' && calls ? 'tool-calls' : (said ?? 'other')
}
