import { HeadroomClient } from '@headroom/core'
import {
	anthropicMessagesCodec,
	type Codec,
	openaiChatCodec,
	openaiResponsesCodec,
} from '@headroom/providers'
import type { JsonObject, JsonValue } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

const SESSIONS = 200

/** Marsaglia's xorshift: the same sessions in every run. */
function seeded(seed: number): (below: number) => number {
	let state = seed * 2_654_435_761 + 1
	return (below) => {
		state ^= state << 13
		state ^= state >>> 17
		state ^= state << 5
		return (state >>> 0) % below
	}
}

const WORDS =
	'the build of module parser fails while reading table orders because index seven is missing after restart'.split(
		' ',
	)

function sentence(random: (below: number) => number, words: number): string {
	const chosen = Array.from({ length: words }, () => WORDS[random(WORDS.length)] ?? '')
	return `${chosen.join(' ')}.`
}

/** What a tool prints: a log, rows of JSON, or prose, with space that slimming cuts. */
function output(random: (below: number) => number): string {
	const lines = 10 + random(60)
	switch (random(4)) {
		case 0:
			return Array.from(
				{ length: lines },
				(_, line) =>
					`2026-03-0${1 + random(9)} 10:00:${10 + (line % 50)} INFO  worker ${random(9)} ${sentence(random, 6)}   `,
			).join('\n')
		case 1:
			return JSON.stringify(
				Array.from({ length: lines }, (_, id) => ({ id, name: sentence(random, 3), ok: random(9) > 0 })),
				null,
				2,
			)
		case 2:
			return Array.from({ length: lines }, () => sentence(random, 4 + random(12))).join(' ')
		default:
			return `\u001b[31mERROR\u001b[0m ${sentence(random, 8)}\n\n\n\n${sentence(random, 20)} 日本語 👩‍👩‍👧`
	}
}

/** One more turn of a session in a wire format. */
type Turn = (random: (below: number) => number, number: number) => readonly JsonObject[]

const said = (random: (below: number) => number): string =>
	random(3) === 0 ? output(random) : sentence(random, 5 + random(20))

const chatTurn: Turn = (random, number) => {
	const calls = Array.from({ length: 1 + random(2) }, (_, at) => `call_${number}_${at}`)
	return [
		{ role: 'user', content: random(2) === 0 ? said(random) : [{ type: 'text', text: said(random) }] },
		{
			role: 'assistant',
			content: random(2) === 0 ? null : said(random),
			tool_calls: calls.map((id) => ({
				id,
				type: 'function',
				function: { name: 'run', arguments: '{"n": 1.0}' },
			})),
		},
		...calls.map((id) => ({ role: 'tool', tool_call_id: id, content: output(random) })),
		{ role: 'assistant', content: said(random) },
	]
}

const claudeTurn: Turn = (random, number) => {
	const calls = Array.from({ length: 1 + random(2) }, (_, at) => `toolu_${number}_${at}`)
	const results = calls.map((id) => ({ type: 'tool_result', tool_use_id: id, content: output(random) }))
	return [
		{ role: 'user', content: random(2) === 0 ? said(random) : [{ type: 'text', text: said(random) }] },
		{
			role: 'assistant',
			content: [
				{ type: 'thinking', thinking: sentence(random, 9), signature: 'EqQB' },
				...calls.map((id) => ({ type: 'tool_use', id, name: 'run', input: { n: 1 } })),
			],
		},
		{ role: 'user', content: random(2) === 0 ? results : [...results, { type: 'text', text: said(random) }] },
		{ role: 'assistant', content: [{ type: 'text', text: said(random) }] },
	]
}

const responsesTurn: Turn = (random, number) => {
	const calls = Array.from({ length: 1 + random(2) }, (_, at) => `call_${number}_${at}`)
	return [
		{ role: 'user', content: [{ type: 'input_text', text: said(random) }] },
		{ type: 'reasoning', summary: [], encrypted_content: 'gAAAA' },
		...calls.map((id) => ({ type: 'function_call', call_id: id, name: 'run', arguments: '{"n": 1.0}' })),
		...calls.map((id) => ({ type: 'function_call_output', call_id: id, output: output(random) })),
		{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: said(random) }] },
	]
}

/** JSON as Python spells it, which is not as JSON.stringify does. */
function python(value: JsonValue | undefined): string {
	if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
	if (typeof value === 'object' && value !== null)
		return `{${Object.entries(value)
			.map(([key, inner]) => `${JSON.stringify(key)}: ${python(inner)}`)
			.join(', ')}}`
	return JSON.stringify(value).replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	)
}

const formats: readonly (readonly [Codec, Turn, string])[] = [
	[openaiChatCodec, chatTurn, 'messages'],
	[openaiResponsesCodec, responsesTurn, 'input'],
	[anthropicMessagesCodec, claudeTurn, 'messages'],
]

describe.each(formats)('$format', (codec, turn, list) => {
	it(`sends what it sent before with the same bytes, in ${SESSIONS} growing sessions`, async () => {
		let shorter = 0
		for (let session = 1; session <= SESSIONS; session++) {
			const random = seeded(session)
			const spelled = session % 2 === 0 ? python : JSON.stringify
			// A client for each session and turn: what was sent does not live on in it.
			const system = codec.format === 'openai-chat' ? [{ role: 'system', content: sentence(random, 30) }] : []
			let messages: readonly JsonObject[] = system
			let before: string | undefined
			for (let number = 0; number < 4; number++) {
				const more = turn(random, number)
				// A request ends with the user or with results; the answer comes with the next one.
				const asked = [...messages, ...more.slice(0, random(2) === 0 ? 1 : -1)]
				messages = [...messages, ...more]
				const body = spelled({ model: 'gpt-4o', max_tokens: 9, stream: true, [list]: asked })
				const client = new HeadroomClient({ onStageError: 'throw' })
				const { request, events } = await client.optimize(codec.read(body))
				const written = codec.write(request) as string
				expect(written.endsWith(']}')).toBe(true)
				if (written.length < body.length) shorter++
				// A checkpoint is the one compaction that may change what was sent, and it says so.
				if (events.some((event) => event.type === 'checkpoint' && event.taken)) before = undefined
				// Without the brackets that close the list and the body.
				if (before !== undefined) expect(written.slice(0, before.length)).toBe(before)
				before = written.slice(0, -2)
			}
		}
		// It holds for prompts that are changed, which most of these are.
		expect(shorter).toBeGreaterThan(SESSIONS)
	}, 300_000)
})
