import type { Message } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, memoryRecallStore } from '../src/index.ts'

const context = { tokenizer: o200kBase(), signal: new AbortController().signal, observe: (): void => {} }
const pick = (n: number): string => ['billing', 'shipping', 'stock', 'returns'][n % 4] ?? ''

/** A session of 30 turns: questions short and long, tool results as logs and JSON, answers. */
const session = fc.array(fc.nat(999), { minLength: 30, maxLength: 30 }).map((seeds) =>
	seeds.flatMap((seed, turn): Message[] => {
		const rows = Array.from({ length: 12 + (seed % 20) }, (_, n) => ({
			id: seed + n,
			team: pick(seed + n),
			due: `day ${n}`,
		}))
		const log = Array.from(
			{ length: 30 + (seed % 30) },
			(_, n) => `t=${n} ${pick(n * seed)} worker ${(seed * n) % 17} took ${n} ms`,
		)
		const pasted = `Here is the log:\n\n${log.join('\n')}\n\nWhich ${pick(turn)} worker was slow?`
		return [
			{ role: 'user', content: seed % 5 === 0 ? pasted : `What about ${pick(seed)} today?` },
			{ role: 'assistant', content: [{ type: 'tool-call', id: `c${turn}`, name: 'look', arguments: '{}' }] },
			{
				role: 'tool',
				content: [
					{
						type: 'tool-result',
						callId: `c${turn}`,
						content: seed % 2 ? JSON.stringify(rows) : log.join('\n'),
					},
				],
			},
			{ role: 'assistant', content: `Team ${pick(seed)} is fine.` },
		]
	}),
)

describe('a conversation that goes on', () => {
	it.each([
		['without a store', () => new ContextCompressor()],
		// A new store each turn is what a restart leaves.
		['with a store, emptied every turn', () => new ContextCompressor({ recall: memoryRecallStore() })],
	])(
		'is sent with the same bytes as before, turn after turn, %s',
		async (_, stageOf) => {
			await fc.assert(
				fc.asyncProperty(session, async (messages) => {
					let sent: readonly Message[] = []
					let saved = false
					for (let turn = 4; turn <= messages.length; turn += 4) {
						const { messages: now } = await stageOf().run(
							{ model: 'gpt-4o', messages: messages.slice(0, turn) },
							context,
						)
						expect(JSON.stringify(now.slice(0, sent.length))).toBe(JSON.stringify(sent))
						saved ||= JSON.stringify(now).length < JSON.stringify(messages.slice(0, turn)).length
						sent = now
					}
					expect(saved).toBe(true)
				}),
				{ numRuns: 12, seed: 8 },
			)
		},
		300_000,
	)
})
