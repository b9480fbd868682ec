import { anthropicMessagesCodec, openaiChatCodec } from '@headroom/providers'
import type { ChatEvent, JsonObject } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

function textIn(events: readonly ChatEvent[]): string {
	return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
}

describe('deltas of kinds that are not known', () => {
	it('add their fields to a block and never change its text', () => {
		const reader = anthropicMessagesCodec.readStream('anthropic')
		const deltas: readonly JsonObject[] = [
			{ type: 'text_delta', text: 'said' },
			{ type: 'of_tomorrow', text: 'other', mood: 'calm' },
		]
		const told = [
			{ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
			...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
			{ type: 'message_stop' },
		].flatMap((event) => reader.push(event))
		expect(textIn(told)).toBe('said')
		expect(reader.response().message.content).toEqual([
			{ type: 'text', text: 'said', extra: { mood: 'calm' } },
		])
	})

	it('are text where a list of content has bare texts', () => {
		const reader = openaiChatCodec.readStream('openai')
		const content = ['a', { type: 'text', text: 'b' }, 'c']
		const told = reader.push({ choices: [{ index: 0, delta: { content }, finish_reason: 'stop' }] })
		expect(textIn(told)).toBe('abc')
		expect(reader.response().message.content).toEqual([{ type: 'text', text: 'abc' }])
	})

	it('are of another call where they name another id under the same index', () => {
		const reader = openaiChatCodec.readStream('openai')
		const call = (id: string) => ({ index: 0, id, function: { name: id, arguments: `{"${id}":1}` } })
		for (const tool_calls of [
			[call('a')],
			[{ index: 0, id: 'a', function: { arguments: ' ' } }],
			[call('b')],
		])
			reader.push({ choices: [{ index: 0, delta: { tool_calls }, finish_reason: null }] })
		expect(reader.response().message.content).toEqual([
			{ type: 'tool-call', id: 'a', name: 'a', arguments: '{"a":1} ' },
			{ type: 'tool-call', id: 'b', name: 'b', arguments: '{"b":1}' },
		])
	})
})
