import {
	anthropicMessagesCodec,
	type Codec,
	openaiChatCodec,
	openaiResponsesCodec,
} from '@headroom/providers'
import { type ChatRequest, type Message, mapMessageText, messageTexts } from '@headroom/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Place, type Spelled, spell } from './json-text.ts'
import { chatBody, claudeBody, responsesBody } from './wire-bodies.ts'

const RUNS = 2000

const formats: readonly (readonly [Codec, fc.Arbitrary<Spelled>])[] = [
	[openaiChatCodec, chatBody],
	[openaiResponsesCodec, responsesBody],
	[anthropicMessagesCodec, claudeBody],
]

type Edit = readonly [
	kind: 'drop' | 'insert' | 'move' | 'rewrite' | 'drop-part' | 'move-part',
	at: number,
	to: number,
]

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
	fc.tuple(
		fc.constantFrom('drop', 'insert', 'move', 'rewrite', 'drop-part', 'move-part'),
		fc.nat(20),
		fc.nat(20),
	),
	{ minLength: 1, maxLength: 5 },
)

/** What a stage of somebody else may do to a list of messages. `first` are left alone. */
function apply(messages: readonly Message[], [kind, at, to]: Edit, first: number): readonly Message[] {
	const size = messages.length - first
	if (kind === 'insert') {
		const place = first + (at % (size + 1))
		return messages.toSpliced(place, 0, { role: to % 2 === 0 ? 'user' : 'assistant', content: `new ${to}` })
	}
	if (size === 0) return messages
	const [from, into] = [first + (at % size), first + (to % size)]
	const message = messages[from] as Message
	if (kind === 'drop') return messages.toSpliced(from, 1)
	if (kind === 'move') return messages.toSpliced(from, 1).toSpliced(into, 0, message)
	if (message.pinned === true) return messages
	if (kind === 'rewrite')
		return messages.with(
			from,
			mapMessageText(message, (text) => `${text.slice(0, 3)} rewritten ${to}`),
		)
	const { content } = message
	if (typeof content === 'string' || content.length < 2) return messages
	const part = to % content.length
	const rest = content.toSpliced(part, 1)
	const moved =
		kind === 'drop-part'
			? rest
			: rest.toSpliced(at % content.length, 0, content[part] as (typeof content)[number])
	return messages.with(from, { ...message, content: moved })
}

/** Who says what, however it is distributed over messages. */
function spoken(request: ChatRequest, codec: Codec): unknown {
	const claude = codec.format === 'anthropic-messages'
	const said = request.messages.flatMap(({ role, content, pinned }) =>
		(typeof content === 'string' ? [{ type: 'text', text: content }] : content).map((part) => ({
			// To Anthropic a result is the user's, and where among the user's parts it stands decides how it is read.
			role: claude && role === 'tool' ? 'user' : role,
			pinned,
			part,
		})),
	)
	const fields = request.messages.map(({ role, name, extra }) => ({ role, name, extra }))
	// New messages of Anthropic's that follow each other become one.
	return JSON.parse(JSON.stringify(claude ? { said } : { said, fields }))
}

/** What is said first, then calls, where the format has its own order of them. */
function inWireOrder(request: ChatRequest, codec: Codec): ChatRequest {
	if (codec.format !== 'openai-chat') return request
	const messages = request.messages.map((message) => {
		if (typeof message.content === 'string' || message.pinned === true) return message
		const isCall = (part: (typeof message.content)[number]): boolean =>
			part.type === 'tool-call' || (part.type === 'opaque' && part.kind === 'tool_call')
		const content = [...message.content.filter((part) => !isCall(part)), ...message.content.filter(isCall)]
		return { ...message, content }
	})
	return { ...request, messages }
}

function placeAround(inner: Place, places: ReadonlyMap<string, Place>): Place | undefined {
	return [...places].find(
		([mark, { start, end }]) => mark.startsWith('message') && start <= inner.start && inner.end <= end,
	)?.[1]
}

describe.each(formats)('$format', (codec, body) => {
	it(`says what a stage made of the messages, and keeps the bytes of those it left alone, ${RUNS} times`, () => {
		let kept = 0
		fc.assert(
			fc.property(body, fc.nat(), edits, (node, seed, list) => {
				const { text, places } = spell(node, seed)
				const read = codec.read(text)
				// Anthropic has no place for a system message behind others, whether it was put or moved there.
				const system = read.messages.findLastIndex(({ role }) => role === 'system')
				const first = codec.format === 'anthropic-messages' ? system + 1 : 0
				const messages = list.reduce((now, edit) => apply(now, edit, first), read.messages)
				const edited = { ...read, messages }
				const written = codec.write(edited) as string
				expect(spoken(codec.read(written), codec)).toEqual(spoken(inWireOrder(edited, codec), codec))
				for (const message of messages) {
					const before = read.messages[read.messages.indexOf(message) - 1]
					// Half of a message may have gone or moved.
					if (codec.format === 'anthropic-messages' && (message.role === 'tool' || before?.role === 'tool'))
						continue
					const mark = messageTexts(message).find((each) => each.startsWith('§'))
					const inner = places.get(mark?.slice(0, mark.indexOf('§', 1) + 1) ?? '')
					const place = inner && read.messages.includes(message) ? placeAround(inner, places) : undefined
					if (place === undefined) continue
					kept++
					expect(written).toContain(text.slice(place.start, place.end))
				}
			}),
			{ numRuns: RUNS },
		)
		// Not a bound of the codec: it says that the check above was made, in however many runs chance left a message alone.
		expect(kept).toBeGreaterThan(RUNS / 10)
	})
})
