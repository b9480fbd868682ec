import { type Message, mapMessageText, messageText, messageTexts } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

const call = { type: 'tool-call', id: 'c1', name: 'find', arguments: '{"q": "A"}' } as const
const image = { type: 'opaque', kind: 'image', value: { url: 'A' } } as const

const mixed: Message = {
	role: 'tool',
	content: [
		call,
		image,
		{ type: 'text', text: 'A', extra: { cache_control: { type: 'ephemeral' } } },
		{ type: 'tool-result', callId: 'c1', content: 'A', isError: true },
		{ type: 'tool-result', callId: 'c2', content: [{ type: 'text', text: 'A' }, image] },
	],
}

describe('mapMessageText', () => {
	it('rewrites text and the text of tool results, and nothing else', () => {
		const mapped = mapMessageText(mixed, (text) => text.toLowerCase())
		expect(mapped).toEqual({
			role: 'tool',
			content: [
				call,
				image,
				{ type: 'text', text: 'a', extra: { cache_control: { type: 'ephemeral' } } },
				{ type: 'tool-result', callId: 'c1', content: 'a', isError: true },
				{ type: 'tool-result', callId: 'c2', content: [{ type: 'text', text: 'a' }, image] },
			],
		})
		expect(mapped.content[0]).toBe(call)
	})

	it('gives back the same message when nothing changed', () => {
		expect(mapMessageText(mixed, (text) => text)).toBe(mixed)
	})

	it('leaves a pinned message alone', () => {
		const pinned: Message = { role: 'user', content: 'A', pinned: true }
		expect(mapMessageText(pinned, () => 'b')).toBe(pinned)
	})

	it('tells whether a text came from a tool', () => {
		const kinds: string[] = []
		mapMessageText(mixed, (text, kind) => {
			kinds.push(kind)
			return text
		})
		mapMessageText({ role: 'tool', content: 'A' }, (text, kind) => {
			kinds.push(kind)
			return text
		})
		expect(kinds).toEqual(['text', 'tool-result', 'tool-result', 'tool-result'])
	})
})

describe('messageTexts', () => {
	it('lists the texts that stages may touch, in order', () => {
		expect(messageTexts(mixed)).toEqual(['A', 'A', 'A'])
		expect(messageText(mixed)).toBe('A\nA\nA')
		expect(messageText({ role: 'user', content: 'hello' })).toBe('hello')
	})
})
