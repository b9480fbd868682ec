import fc from 'fast-check'
import type { ChatRequest } from '../chat.ts'
import type { Message, Part } from '../message.ts'
import { arbitraryText } from './arbitrary-text.ts'

const opaque = fc.constantFrom<Part>(
	{ type: 'opaque', kind: 'image_url', value: { image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } } },
	{ type: 'opaque', kind: 'thinking', value: { thinking: '  two  spaces  ', signature: 'EqQBCgIYAh' } },
)

const extra = fc.constantFrom({}, { extra: { cache_control: { type: 'ephemeral' } } })
const textPart = fc.tuple(arbitraryText, extra).map(([text, more]): Part => ({ type: 'text', text, ...more }))
const content = fc.oneof(
	{ weight: 3, arbitrary: arbitraryText },
	{
		weight: 1,
		arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: textPart }, { weight: 1, arbitrary: opaque }), {
			maxLength: 3,
		}),
	},
)
const pinned = fc.oneof(
	{ weight: 6, arbitrary: fc.constant({}) },
	{ weight: 1, arbitrary: fc.constant({ pinned: true }) },
)

function spoken(role: 'user' | 'assistant'): fc.Arbitrary<readonly Message[]> {
	return fc.tuple(content, pinned).map(([said, pin]) => [{ role, content: said, ...pin }])
}

/** An assistant turn with one to three parallel tool calls, then the results, as one message or one each. */
const toolTurn: fc.Arbitrary<readonly Message[]> = fc
	.tuple(
		fc.array(fc.tuple(arbitraryText, fc.boolean()), { minLength: 1, maxLength: 3 }),
		fc.boolean(),
		fc.nat(0xffffff),
	)
	.map(([results, together, seed]) => {
		const ids = results.map((_, index) => `call_${seed.toString(16)}_${index}`)
		const calls = ids.map(
			(id): Part => ({ type: 'tool-call', id, name: 'lookup', arguments: '{ "id":  12345678901234567890 }' }),
		)
		const answers = results.map(
			([text, failed], index): Part => ({
				type: 'tool-result',
				callId: ids[index] ?? '',
				content: index % 2 === 0 ? text : [{ type: 'text', text }],
				...(failed ? { isError: true } : {}),
			}),
		)
		const tool: readonly Message[] = together
			? [{ role: 'tool', content: answers }]
			: answers.map((answer) => ({ role: 'tool', content: [answer] }))
		return [{ role: 'assistant', content: calls }, ...tool]
	})

const turn = fc.oneof(
	{ weight: 3, arbitrary: spoken('user') },
	{ weight: 2, arbitrary: spoken('assistant') },
	{ weight: 2, arbitrary: toolTurn },
)

/** A request of zero to eight turns, often with a system message, tool calls, pins and repeated turns. */
export const arbitraryRequest: fc.Arbitrary<ChatRequest> = fc
	.record({
		system: fc.option(arbitraryText, { nil: undefined }),
		turns: fc.array(turn, { maxLength: 8 }),
		repeat: fc.boolean(),
		extra: fc.constantFrom({}, { extra: { seed: 7 }, metadata: { team: 'billing' } }),
	})
	.map(({ system, turns, repeat, extra: more }) => {
		const messages = turns.flat()
		const first = messages.find((message) => message.role === 'user')
		return {
			model: 'openai/gpt-4o-mini',
			messages: [
				...(system === undefined ? [] : [{ role: 'system', content: system } as const]),
				...messages,
				...(repeat && first !== undefined ? [first] : []),
			],
			...more,
		}
	})
