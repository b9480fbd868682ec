import type { JsonObject, JsonValue } from '@headroom/spec'
import { isHeadroomError } from '@headroom/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anthropicMessagesCodec, type Codec, openaiChatCodec, openaiResponsesCodec } from '../src/index.ts'

const codecs: readonly (readonly [string, Codec])[] = [
	['openai-chat', openaiChatCodec],
	['openai-responses', openaiResponsesCodec],
	['anthropic-messages', anthropicMessagesCodec],
]

/** Names and words that the readers look for, so that hostile values reach every branch. */
const names = [
	...['type', 'index', 'id', 'name', 'model', 'usage', 'error', '__proto__', 'constructor', 'toString'],
	...[
		'choices',
		'delta',
		'message',
		'content',
		'refusal',
		'tool_calls',
		'function',
		'custom',
		'arguments',
		'input',
	],
	...['finish_reason', 'logprobs', 'audio', 'reasoning_content', 'role', 'text', 'thinking', 'signature'],
	...[
		'content_block',
		'partial_json',
		'citation',
		'citations',
		'stop_reason',
		'iterations',
		'cache_creation',
	],
	...[
		'output',
		'output_index',
		'content_index',
		'summary_index',
		'item',
		'part',
		'response',
		'summary',
		'annotation',
	],
	...['prompt_tokens', 'completion_tokens', 'total_tokens', 'prompt_tokens_details', 'cached_tokens'],
	...['input_tokens', 'output_tokens', 'status', 'incomplete_details', 'reason', 'call_id', 'x_groq'],
]

const words = [
	...['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta'],
	...[
		'message_stop',
		'text_delta',
		'input_json_delta',
		'citations_delta',
		'text',
		'tool_use',
		'stop',
		'custom',
	],
	...['response.created', 'response.output_item.added', 'response.output_item.done', 'response.completed'],
	...[
		'response.content_part.added',
		'response.output_text.delta',
		'response.refusal.delta',
		'message',
		'refusal',
	],
	...[
		'response.reasoning_summary_text.delta',
		'function_call',
		'custom_tool_call',
		'output_text',
		'{"a":',
		'}',
		'',
	],
]

const { object } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 5, depthSize: 'small' },
		fc.constantFrom<JsonValue>(...words),
		fc.constantFrom<JsonValue>(null, true, 0, 1, -1, 1.5, 1e300, 7),
		fc.string(),
		fc.array(tie('value'), { maxLength: 3 }),
		tie('object'),
	),
	object: fc
		.array(fc.tuple(fc.constantFrom(...names), tie('value')), { maxLength: 7 })
		.map(
			(fields): JsonObject =>
				JSON.parse(
					`{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
				),
		),
}))

describe.each(codecs)('whatever a server of %s sends', (_name, codec) => {
	it('is read or refused as malformed, and touches no prototype', () => {
		fc.assert(
			fc.property(object, (body) => {
				try {
					expect(codec.readResponse(body, 'p').message.role).toBe('assistant')
				} catch (error) {
					expect(isHeadroomError(error) && error).toMatchObject({ reason: 'malformed' })
				}
			}),
			{ numRuns: 2000 },
		)
		expect(Object.keys(Object.prototype)).toEqual([])
	})

	it('is read chunk by chunk, and every delta is text', () => {
		fc.assert(
			fc.property(fc.array(object, { maxLength: 12 }), (chunks) => {
				const reader = codec.readStream('p')
				for (const chunk of chunks) {
					for (const event of reader.push(chunk)) {
						expect(event.type).not.toBe('finish')
						if (event.type === 'text-delta') expect(typeof event.text).toBe('string')
						if (event.type === 'tool-call-delta') expect(typeof event.arguments).toBe('string')
					}
				}
				expect(reader.response().message.role).toBe('assistant')
				expect(JSON.parse(JSON.stringify(reader.response()))).toEqual(
					JSON.parse(JSON.stringify(reader.response())),
				)
			}),
			{ numRuns: 2000 },
		)
		expect(Object.keys(Object.prototype)).toEqual([])
	})
})
