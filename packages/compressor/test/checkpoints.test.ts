import { type CheckpointEvent, type HeadroomEvent, type Message, messageTexts } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	type CachePrices,
	ContextCompressor,
	type ContextCompressorOptions,
	memoryRecallStore,
	type RecallStore,
} from '../src/index.ts'

const tokenizer = o200kBase()
const signal = new AbortController().signal
const context = { tokenizer, signal, observe: (): void => {} }
const ANTHROPIC: CachePrices = { write: 1.25, read: 0.1 }
const ANTHROPIC_HOUR: CachePrices = { write: 2, read: 0.1 }
const OPENAI_HALF: CachePrices = { write: 1, read: 0.5 }

interface Sent {
	readonly messages: readonly Message[]
	readonly checkpoint: CheckpointEvent | undefined
}

/** One request through a compressor of its own, so that nothing is remembered. */
async function send(messages: readonly Message[], options: ContextCompressorOptions): Promise<Sent> {
	const checkpoints: CheckpointEvent[] = []
	const observe = (event: HeadroomEvent): void => {
		if (event.type === 'checkpoint') checkpoints.push(event)
	}
	const stage = new ContextCompressor({ preserveKeywords: ['deadline'], ...options })
	const result = await stage.run({ model: 'm', messages }, { tokenizer, signal, observe })
	expect(checkpoints.length).toBeLessThanOrEqual(1)
	return { messages: result.messages, checkpoint: checkpoints[0] }
}

const team = (n: number): string => ['billing', 'shipping', 'stock', 'returns', 'transport'][n % 5] ?? ''
const remarks = [
	(n: number) =>
		`I looked at ${team(n)} case ${n * 7}; it waits for the other depot to answer, as it did before.`,
	(n: number) =>
		`Case ${n} of ${team(n + 1)} is with Ms Ito. The deadline is day ${n}, and she knows about it.`,
	(n: number) =>
		`Nothing new from ${team(n)}; carrier ${n % 13} says the parcel of order ${n * 3} is on its way.`,
	(n: number) => `订单${n}的包裹还在路上，${n % 9}号仓库的同事说明天会再打一次电话给客户。`,
]

/** A session of 30 turns: short rounds, some of them with a tool's answer, a few pinned. */
const session = fc.array(fc.nat(9999), { minLength: 30, maxLength: 30 }).map((seeds): Message[] => [
	{ role: 'system', content: 'You help the people of a warehouse. Be brief.' },
	...seeds.flatMap((seed, turn): Message[] => {
		const remark = (n: number): string => remarks[n % remarks.length]?.(n) ?? ''
		const asked: Message = {
			role: 'user',
			content: `${remark(seed)} What about case ${seed}, and who looks after it now?`,
			...(seed % 11 === 0 ? { pinned: true } : {}),
		}
		const said: Message = { role: 'assistant', content: `${remark(seed + 1)} ${remark(seed + 2)}` }
		if (seed % 3 > 0) return [asked, said]
		const rows = Array.from({ length: 4 + (seed % 30) }, (_, n) => ({ case: seed + n, team: team(n + seed) }))
		return [
			asked,
			{
				role: 'assistant',
				content: [
					{ type: 'tool-call', id: `c${turn}`, name: 'look', arguments: `{"case":${seed % 4}}` },
					{ type: 'tool-call', id: `d${turn}`, name: 'log', arguments: `{"day":${turn}}` },
				],
			},
			{ role: 'tool', content: [{ type: 'tool-result', callId: `c${turn}`, content: JSON.stringify(rows) }] },
			{ role: 'tool', content: [{ type: 'tool-result', callId: `d${turn}`, content: remark(turn) }] },
			said,
		]
	}),
])

const joined = (messages: readonly Message[]): string => messages.flatMap(messageTexts).join('\n')
const ids = (messages: readonly Message[], type: 'tool-call' | 'tool-result'): string[] =>
	messages.flatMap(({ content }) =>
		typeof content === 'string'
			? []
			: content.flatMap((part) =>
					part.type !== type ? [] : part.type === 'tool-call' ? [part.id] : [part.callId],
				),
	)

function checkKept(given: readonly Message[], sent: readonly Message[]): void {
	expect(tokenizer.count(joined(sent))).toBeGreaterThanOrEqual(tokenizer.count(joined(given)) / 2)
	for (const type of ['tool-call', 'tool-result'] as const) expect(ids(sent, type)).toEqual(ids(given, type))
	for (const message of given) if (message.pinned === true) expect(sent).toContain(message)
	expect(sent[0]).toBe(given[0])
	const deadlines = (messages: readonly Message[]): number => joined(messages).split('deadline').length
	expect(deadlines(sent)).toBe(deadlines(given))
}

/** Indexes at which the model is to speak. */
function turnsOf(messages: readonly Message[]): number[] {
	return messages.flatMap((_, at) => (messages[at + 1]?.role === 'assistant' ? [at + 1] : []))
}

/** Sends a session turn after turn and checks what must hold in each; gives the checkpoints taken. */
async function follow(
	messages: readonly Message[],
	options: () => ContextCompressorOptions,
): Promise<CheckpointEvent[]> {
	const taken: CheckpointEvent[] = []
	let before: Sent = { messages: [], checkpoint: undefined }
	for (const end of turnsOf(messages)) {
		const now = await send(messages.slice(0, end), options())
		checkKept(messages.slice(0, end), now.messages)
		const isNew = now.checkpoint?.number !== before.checkpoint?.number
		expect(now.checkpoint?.taken ?? false).toBe(isNew)
		const begins = JSON.stringify(now.messages).startsWith(JSON.stringify(before.messages).slice(0, -1))
		expect(begins).toBe(!isNew)
		if (isNew && now.checkpoint !== undefined) taken.push(now.checkpoint)
		before = now
	}
	return taken
}

describe('checkpoints', () => {
	it('are the only turns that change what was sent, and are announced, in 200 sessions of 30 turns', async () => {
		let taken = 0
		await fc.assert(
			fc.asyncProperty(session, fc.constantFrom(ANTHROPIC, OPENAI_HALF), async (messages, cachePrices) => {
				taken += (await follow(messages, () => ({ cachePrices }))).length
			}),
			{ numRuns: 200, seed: 8 },
		)
		expect(taken).toBeGreaterThan(200)
	}, 600_000)

	it('are the same with a store that is emptied every turn, as after a restart', async () => {
		const options = (): ContextCompressorOptions => ({
			cachePrices: OPENAI_HALF,
			recall: memoryRecallStore(),
		})
		let taken = 0
		await fc.assert(
			fc.asyncProperty(session, async (messages) => {
				taken += (await follow(messages, options)).length
			}),
			{ numRuns: 10, seed: 9 },
		)
		expect(taken).toBeGreaterThan(10)
	}, 120_000)

	it('leave out nothing that a store too small for all of it could not give back', async () => {
		let taken = 0
		for (const maxBytes of [1_500, 4_000, 8_000]) {
			const stores: RecallStore[] = []
			const options = (): ContextCompressorOptions => {
				stores.push(memoryRecallStore({ maxBytes }))
				return { cachePrices: OPENAI_HALF, recall: stores[stores.length - 1] as RecallStore }
			}
			await fc.assert(
				fc.asyncProperty(session, async (messages) => {
					taken += (await follow(messages, options)).length
					const { messages: sent } = await send(messages, options())
					const ids = joined(sent).matchAll(/ · recall ([0-9a-z]+)\]/g)
					for (const [, id = ''] of ids) {
						expect(await stores[stores.length - 1]?.get('default', id)).toBeTypeOf('string')
					}
				}),
				{ numRuns: 5, seed: 11 },
			)
		}
		expect(taken).toBeGreaterThan(0)
	}, 120_000)

	it('are never taken before the break-even table lets them pay', async () => {
		// Half at most may go, and a tail stays, so that fewer than the table's turns for f = 0.5 never pay.
		for (const [cachePrices, turns] of [
			[ANTHROPIC, 11.5],
			[ANTHROPIC_HOUR, 19],
		] as const) {
			await fc.assert(
				fc.asyncProperty(session, async (messages) => {
					for (const { boundary, gain } of await follow(messages, () => ({ cachePrices }))) {
						const calls = messages.slice(0, boundary).filter(({ role }) => role === 'assistant').length
						expect(calls).toBeGreaterThan(turns)
						expect(gain).toBeGreaterThan(0)
					}
				}),
				{ numRuns: 10, seed: 10 },
			)
		}
	}, 120_000)

	it('are not taken without prices, or where reads are free', async () => {
		const [messages] = fc.sample(session, { numRuns: 1, seed: 3 })
		if (messages === undefined) throw new Error('no session')
		const plain = await send(messages, {})
		expect(plain.checkpoint).toBeUndefined()
		for (const cachePrices of [{ write: 1.25, read: 0 }, () => undefined, () => ({ write: 1, read: -1 })]) {
			const sent = await send(messages, { cachePrices })
			expect(sent.checkpoint).toBeUndefined()
			expect(sent.messages).toEqual(plain.messages)
		}
	})

	it('go by the prices of the model that the request asks for', async () => {
		const asked: string[] = []
		const cachePrices = (model: string): CachePrices => {
			asked.push(model)
			return OPENAI_HALF
		}
		const [messages] = fc.sample(session, { numRuns: 1, seed: 3 })
		expect((await send(messages ?? [], { cachePrices })).checkpoint?.number).toBeGreaterThan(0)
		expect(asked).toEqual(['m'])
	})
})

describe('fifty short rounds', () => {
	// None of these messages has the 200 tokens from which it would be cut when it is first sent.
	const messages = Array.from({ length: 50 }, (_, round): Message[] => [
		{
			role: 'user',
			content:
				round === 12
					? 'Always write dates as day.month.'
					: `Round ${round}: is order ${round * 31 + 7} out? The customer rang twice about it, and asked for ${team(round)}.`,
		},
		{
			role: 'assistant',
			content: `It left gate ${round % 7} for ${team(round * 3)} on day ${round}, and nothing more is known about it at the moment.`,
		},
	]).flat()
	const given = messages.slice(0, -1)

	it('are cut towards the floor, all but the recent tail, the task and standing instructions', async () => {
		const { messages: sent, checkpoint } = await send(given, { cachePrices: ANTHROPIC })
		const ratio = tokenizer.count(joined(sent)) / tokenizer.count(joined(given))
		expect(ratio).toBeGreaterThanOrEqual(0.5)
		expect(ratio).toBeLessThan(0.75)
		expect(sent[0]).toBe(given[0])
		expect(sent).toContain(given[24])
		expect(sent.slice(-6)).toEqual(given.slice(-6))
		expect(checkpoint?.taken).toBe(false)
		expect(await new ContextCompressor().run({ model: 'm', messages: given }, context)).toEqual({
			model: 'm',
			messages: given,
		})
	})

	it('are decided on what stood before the boundary, whatever came later', async () => {
		const { checkpoint } = await send(given, { cachePrices: ANTHROPIC })
		const boundary = checkpoint?.boundary ?? 0
		const at = await send(given.slice(0, boundary), { cachePrices: ANTHROPIC })
		expect(at.checkpoint).toEqual({ ...checkpoint, taken: true })
		const other = [...given.slice(0, boundary), { role: 'assistant', content: 'Something else.' } as const]
		const later = await send(other, { cachePrices: ANTHROPIC })
		expect(later.checkpoint).toEqual(checkpoint)
		expect(later.messages.slice(0, -1)).toEqual(at.messages)
	})

	it('are cut in compress() too, where it preserves the cache and knows the prices', async () => {
		const options = { cache: 'preserve', cachePrices: ANTHROPIC, tokenizer } as const
		const { ratio, omissions } = await new ContextCompressor(options).compress(given)
		expect(ratio).toBeLessThan(0.75)
		expect(omissions.every(({ total, unit }) => unit !== 'messages' || total <= given.length)).toBe(true)
	})
})
