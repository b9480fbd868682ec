import { TokenSlimmer } from '@headroom/slimmer'
import type { ChatRequest, HeadroomEvent, Message } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'

const block = [
	'The warehouse in Rotterdam closes at 18:00 on Fridays and stays closed on bank holidays.',
	'Pallets above 900 kg need the second gate and a booking made two days ahead.',
	'Drivers call +31 10 555 0199 when they are 30 minutes away.',
]

function run(messages: readonly Message[]): {
	messages: readonly Message[]
	events: readonly HeadroomEvent[]
} {
	const events: HeadroomEvent[] = []
	const request: ChatRequest = { model: 'openai/gpt-4o-mini', messages }
	const signal = new AbortController().signal
	const result = new TokenSlimmer().run(request, {
		tokenizer: o200kBase(),
		signal,
		observe: (event) => events.push(event),
	})
	return { messages: result.messages, events }
}

describe('repeated blocks', () => {
	it('become a pointer to the lines where they stand first', () => {
		const text = ['Rules:', ...block, 'Again, the rules:', ...block, 'End.'].join('\n')
		expect(new TokenSlimmer().slim(text).text).toBe(
			[
				'Rules:',
				...block,
				'Again, the rules:',
				'[same as lines 2–4 above: "The warehouse in…"]',
				'End.',
			].join('\n'),
		)
	})

	it('stay when dedup is off, when they are short, and in a text that already holds a marker', () => {
		const text = ['Rules:', ...block, 'Again:', ...block].join('\n')
		const short = 'a\nb\nc\nx\na\nb\nc'
		const marked = `${text}\n[same as lines 2–4 above: "x"]`
		expect(new TokenSlimmer({ dedup: false }).slim(text).text).toBe(text)
		expect(new TokenSlimmer().slim(short).text).toBe(short)
		expect(new TokenSlimmer().slim(marked).text).toBe(marked)
	})

	it('say how often the lines above follow again', () => {
		const line = 'WARN connection to db-2 refused, retrying in 5 s'
		const text = ['start', ...Array.from({ length: 40 }, () => line), 'stop'].join('\n')
		expect(new TokenSlimmer().slim(text).text).toBe(
			`start\n${line}\n[line above repeated 39 more times]\nstop`,
		)
	})

	it('point to earlier messages, pinned ones too, and say so in events', () => {
		const { messages, events } = run([
			{ role: 'system', content: block.join('\n'), pinned: true },
			{ role: 'user', content: `Hello\n${block.join('\n')}\nWhen does it close?` },
		])
		expect(messages[1]?.content).toBe(
			'Hello\n[same as lines 1–3 of message 1: "The warehouse in…"]\nWhen does it close?',
		)
		expect(events).toMatchObject([{ type: 'rule', stage: 'slimmer', rule: 'dedup', message: 1 }])
	})

	it('are never pointed at from an assistant message', () => {
		const repeated: Message = { role: 'assistant', content: block.join('\n') }
		const { messages } = run([{ role: 'user', content: block.join('\n') }, repeated])
		expect(messages[1]).toBe(repeated)
	})

	it('are looked for in tool results, never in tool calls', () => {
		const call: Message = {
			role: 'assistant',
			content: [
				{ type: 'tool-call', id: 'c1', name: 'read', arguments: `{ "text":  ${JSON.stringify(block)} }` },
			],
		}
		const answer: Message = {
			role: 'tool',
			content: [{ type: 'tool-result', callId: 'c1', content: block.join('\n') }],
		}
		const { messages } = run([{ role: 'user', content: block.join('\n') }, call, answer])
		expect(messages[1]).toBe(call)
		expect(messages[2]?.content).toMatchObject([
			{
				type: 'tool-result',
				callId: 'c1',
				content: expect.stringMatching(/^\[same as lines 1–3 of message 1/),
			},
		])
	})
})
