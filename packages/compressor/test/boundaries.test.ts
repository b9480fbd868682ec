import type { Message } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { boundariesOf } from '../src/checkpoint/boundaries.ts'

const user: Message = { role: 'user', content: 'go on' }
const tool: Message = { role: 'tool', content: [{ type: 'tool-result', callId: 'c', content: 'ok' }] }
const call: Message = {
	role: 'assistant',
	content: [{ type: 'tool-call', id: 'c', name: 'run', arguments: '{}' }],
}

describe('boundariesOf', () => {
	it('counts messages of the model that follow each other, as in a format of items, as one call', () => {
		const turn = [user, call, tool]
		const items = [user, call, call, call, tool]
		const calls = (messages: readonly Message[]): number | undefined => boundariesOf(messages).pop()?.calls
		expect(calls([turn, turn, turn].flat())).toBe(3)
		expect(calls([items, items, items].flat())).toBe(3)
	})
})
