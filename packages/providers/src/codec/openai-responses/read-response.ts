import type { ChatResponse, FinishReason, JsonObject, JsonValue, Part, TextPart } from '@headroom/spec'
import { answerOf, malformedAnswer } from '../answer-fields.ts'
import { isObject, listIn, objectIn, otherFields, textIn } from '../json-fields.ts'
import { readOpenAiUsage } from '../read-usage.ts'

/**
 * The answer of a response: its output items, in order, as the parts of one message.
 *
 * Text of a message item is a text part; the first one of an item has the item's own fields in `extra.item`, and those
 * that follow without it belong to the same item. Calls of functions and custom tools keep their item's fields in
 * `extra`. Every other item, such as reasoning, is opaque by reference.
 *
 * @throws ProviderError `malformed` when there is no output.
 */
export function readResponse(body: JsonObject, provider: string): ChatResponse {
	if (!Array.isArray(body.output)) throw malformedAnswer(provider, 'output')
	return answerOf(body, provider, {
		message: { role: 'assistant', content: body.output.flatMap(readItem) },
		finishReason: finishReason(body),
		usage: readOpenAiUsage(body.usage),
		known: ['object', 'output'],
	})
}

/** The parts of one output item. */
export function readItem(item: JsonValue): readonly Part[] {
	const value = objectIn(item)
	switch (value.type) {
		case 'message':
			return readMessageItem(value)
		case 'function_call':
			return [readCall(value, value.arguments, ['type', 'call_id', 'name', 'arguments'])]
		case 'custom_tool_call':
			return [readCall(value, value.input, ['call_id', 'name', 'input'])]
		default:
			return [{ type: 'opaque', kind: textIn(value.type), value: item }]
	}
}

function readMessageItem(item: JsonObject): readonly Part[] {
	const fields = otherFields(item, ['type', 'role', 'content'])
	const blocks = listIn(item.content)
	const first = blocks.findIndex((block) => objectIn(block).type === 'output_text')
	// An item without any text, which is what a refusal is.
	if (first === -1) return [{ type: 'opaque', kind: 'message', value: item }]
	return blocks.map((block, index) => readContent(block, index === first ? fields : undefined))
}

function readContent(block: JsonValue, item: JsonObject | undefined): Part {
	const value = objectIn(block)
	if (value.type !== 'output_text') return { type: 'opaque', kind: textIn(value.type), value: block }
	const extra = { ...otherFields(value, ['type', 'text']), ...(item === undefined ? {} : { item }) }
	const part: TextPart = { type: 'text', text: textIn(value.text) }
	return Object.keys(extra).length === 0 ? part : { ...part, extra }
}

function readCall(item: JsonObject, given: JsonValue | undefined, known: readonly string[]): Part {
	const extra = otherFields(item, known)
	return {
		type: 'tool-call',
		id: textIn(item.call_id),
		name: textIn(item.name),
		arguments: textIn(given),
		...(extra === undefined ? {} : { extra }),
	}
}

/** Items that wait for the caller to do something. */
const CALLS: readonly string[] = [
	'function_call',
	'custom_tool_call',
	'computer_call',
	'local_shell_call',
	'apply_patch_call',
	'mcp_approval_request',
]

function finishReason(body: JsonObject): FinishReason {
	const incomplete = objectIn(body.incomplete_details).reason
	if (incomplete === 'max_output_tokens' || incomplete === 'max_tokens') return 'length'
	if (incomplete === 'content_filter') return 'content-filter'
	if (body.status !== 'completed') return 'other'
	const calls = listIn(body.output).some((item) => isObject(item) && CALLS.includes(textIn(item.type)))
	return calls ? 'tool-calls' : 'stop'
}
