import { type Message, mapMessageText, type Stage } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { replay } from '../../src/suites/replay.ts'

// Requests after messages 1, 3 and 5: three turns.
const talk: readonly Message[] = [
	{ role: 'user', content: 'one' },
	{ role: 'assistant', content: 'two' },
	{ role: 'user', content: 'three' },
	{ role: 'assistant', content: 'four' },
	{ role: 'user', content: 'five' },
]

function stage(change: (messages: readonly Message[]) => readonly Message[]): Stage {
	return { name: 'sample', run: (request) => ({ ...request, messages: change(request.messages) }) }
}

describe('replay', () => {
	it('sends a request after each message that is not the model’s own', async () => {
		expect(await replay(talk, [])).toMatchObject({ turns: 3, kept: 3, last: talk })
	})

	it('catches a stage that reorders the prefix', async () => {
		// Two turns change what the turn before sent; the first has none before it.
		expect(await replay(talk, [stage((messages) => messages.toReversed())])).toMatchObject({
			turns: 3,
			kept: 1,
		})
	})

	it('catches a stage that rewrites what is no longer recent', async () => {
		const recent = stage((messages) =>
			messages.map((message, at) =>
				at < messages.length - 1 ? mapMessageText(message, () => 'old') : message,
			),
		)
		expect(await replay(talk, [recent])).toMatchObject({ turns: 3, kept: 1 })
	})

	it('accepts a stage that changes each message once, when it comes in', async () => {
		const first = stage((messages) =>
			messages.map((message) => mapMessageText(message, (text) => text.toUpperCase())),
		)
		expect(await replay(talk, [first])).toMatchObject({ turns: 3, kept: 3 })
	})

	it('tells announced checkpoints from changes that no one announced', async () => {
		const announcing: Stage = {
			name: 'sample',
			run(request, { observe }) {
				const boundary = request.messages.length
				// The second turn rewrites the first message, and the third sends it so again.
				if (boundary < 3) return request
				const taken = boundary === 3
				observe({
					type: 'checkpoint',
					stage: 'sample',
					boundary: 3,
					compacted: 1,
					number: 1,
					taken,
					savedTokens: 1,
					gain: 1,
				})
				return { ...request, messages: [{ role: 'user', content: '1' }, ...request.messages.slice(1)] }
			},
		}
		expect(await replay(talk, [announcing])).toMatchObject({
			turns: 3,
			kept: 2,
			announced: 1,
			checkpoints: 1,
		})
	})
})
