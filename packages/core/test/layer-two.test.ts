import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryRecallStore } from '@headroom/compressor'
import type { ChatRequest, Message } from '@headroom/spec'
import { scriptedModel } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { HeadroomClient, type Optimized } from '../src/index.ts'

const sentence = (n: number): string =>
	`In week ${n} the committee met again, talked for a long while and put off the matter of the old bridge.`
const turn = (n: number): string => Array.from({ length: 8 }, (_, at) => sentence(n * 8 + at)).join(' ')
const messages: Message[] = Array.from({ length: 16 }, (_, n) => ({
	role: n % 2 === 0 ? 'user' : 'assistant',
	content: turn(n),
}))
messages.push({ role: 'user', content: 'What became of the bridge?' })

/** Answers with the text as it is but for a phrase, and says what it used. */
const shortening = () =>
	scriptedModel((request: ChatRequest) => {
		const asked = String(request.messages[1]?.content)
		const text = asked.slice(asked.indexOf('<text>\n') + 7, asked.lastIndexOf('\n</text>'))
		const short = text.replaceAll(' again, talked for a long while and put off the matter of', ' over')
		return {
			parts: [{ type: 'text', text: short }],
			usage: { inputTokens: 1_000_000, outputTokens: 100_000 },
		}
	}, 'openai')

function folderWith(yaml: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'headroom-core-'))
	writeFileSync(join(folder, 'headroom.yaml'), yaml)
	return folder
}
const ids = ({ omissions }: Optimized): readonly string[] => omissions.flatMap(({ recall }) => recall ?? [])

describe('the compressor of a client', () => {
	it('takes a model, a store and a scope, and gives back what a summary stands for', async () => {
		const chatModel = shortening()
		const client = new HeadroomClient({
			compressor: {
				model: 'gpt-4o-mini',
				chatModel,
				cache: 'ignore',
				recall: memoryRecallStore(),
				scope: 'team-a',
			},
		})
		const optimized = await client.optimize({ model: 'gpt-4o', messages })
		expect(chatModel.requests.length).toBeGreaterThan(0)
		expect(JSON.stringify(optimized.request.messages)).toContain(' summarised: ')
		const summarised = /summarised: [\d–]+ · recall ([0-9a-z]+)\]/g
		const marked = JSON.stringify(optimized.request.messages).matchAll(/ · recall ([0-9a-z]+)\]/g)
		expect(ids(optimized).toSorted()).toEqual([...marked].map(([, id]) => id).toSorted())
		const found = [...JSON.stringify(optimized.request.messages).matchAll(summarised)]
		expect(found.length).toBeGreaterThan(0)
		for (const [, id = ''] of found) {
			const covered: readonly Message[] = JSON.parse(await client.recall(id))
			for (const { content } of covered) expect(String(content)).toContain('met again, talked')
			await expect(client.recall(id, { scope: 'team-b' })).rejects.toMatchObject({ code: 'unknown-recall' })
		}
	})

	it('has what its model cost taken off the savings', async () => {
		const chatModel = shortening()
		const client = new HeadroomClient({
			compressor: { model: 'gpt-4o-mini', cache: 'ignore' },
			chatModel,
		})
		const { savings } = await client.optimize({ model: 'gpt-4o', messages })
		// gpt-4o-mini at $0.15 and $0.60 per 1M tokens: $0.21 a call as each reports its usage.
		const usd = chatModel.requests.length * (0.15 + 0.06)
		expect(savings.cost.stageCalls).toMatchObject({ status: 'priced', mark: 'billed' })
		const { baseline, optimized, stageCalls, savedUsd = 0 } = savings.cost
		if (baseline.status !== 'priced' || optimized.status !== 'priced' || stageCalls?.status !== 'priced')
			throw new Error('unpriced')
		expect(stageCalls.usd).toBeCloseTo(usd, 9)
		expect(savedUsd).toBeCloseTo(baseline.usd - optimized.usd - usd, 9)
		expect(savedUsd).toBeLessThan(0)
	})

	it('does not ask its model where a prefix may be cached, and warns of it', async () => {
		const chatModel = shortening()
		const client = new HeadroomClient({ compressor: { model: 'gpt-4o-mini' }, chatModel })
		const { events, savings } = await client.optimize({ model: 'gpt-4o', messages })
		expect(chatModel.requests).toHaveLength(0)
		expect(events).toContainEqual(expect.objectContaining({ type: 'warning', code: 'model-not-asked' }))
		expect(savings.cost).not.toHaveProperty('stageCalls')
	})

	it('asks nobody when no model is named, and says nothing of it', async () => {
		const chatModel = shortening()
		const { events } = await new HeadroomClient({ chatModel }).optimize({ model: 'gpt-4o', messages })
		expect(chatModel.requests).toHaveLength(0)
		expect(events.filter(({ type }) => type === 'warning')).toEqual([])
	})

	it('cannot recall without a store', async () => {
		for (const options of [{}, { compressor: false as const }])
			await expect(new HeadroomClient(options).recall('k3f9x0ab')).rejects.toMatchObject({
				code: 'not-supported',
			})
	})
})

describe('HeadroomClient.fromConfig', () => {
	it('asks the model that the file names through the chatModel that the program gives', async () => {
		const yaml = 'compressor: { model: gpt-4o-mini, cache: ignore, max_compression_ratio: 0.6 }\n'
		const path = join(folderWith(yaml), 'headroom.yaml')
		const chatModel = shortening()
		const { savings } = await HeadroomClient.fromConfig(path, { chatModel }).optimize({
			model: 'gpt-4o',
			messages,
		})
		expect(chatModel.requests.length).toBeGreaterThan(0)
		expect(chatModel.requests.every(({ model }) => model === 'gpt-4o-mini')).toBe(true)
		expect(savings.ratio).toBeGreaterThanOrEqual(0.6)
		const alone = await HeadroomClient.fromConfig(path).optimize({ model: 'gpt-4o', messages })
		expect(alone.events.some(({ type }) => type === 'model-usage')).toBe(false)
	})

	it('aims at the tokens that the file asks for', async () => {
		const path = join(folderWith('compressor: { cache: ignore, target_tokens: 2400 }\n'), 'headroom.yaml')
		const { savings } = await HeadroomClient.fromConfig(path).optimize({ model: 'gpt-4o', messages })
		expect(savings.tokensBefore).toBeGreaterThan(2900)
		expect(Math.abs(savings.tokensAfter / 2400 - 1)).toBeLessThan(0.1)
	})

	it('keeps what is left out in the file that headroom.yaml names beside it, for a later process', async () => {
		const yaml =
			'compressor: { cache: ignore, scope: team-a, recall: { store: sqlite, path: data/recall.db } }\n'
		const folder = folderWith(yaml)
		mkdirSync(join(folder, 'data'))
		const path = join(folder, 'headroom.yaml')
		const first = HeadroomClient.fromConfig(path)
		const optimized = await first.optimize({ model: 'gpt-4o', messages })
		first.close()
		expect(existsSync(join(folder, 'data', 'recall.db'))).toBe(true)
		// The last one to close a database folds its log into it.
		expect(existsSync(join(folder, 'data', 'recall.db-wal'))).toBe(false)
		const later = HeadroomClient.fromConfig(path)
		expect(ids(optimized).length).toBeGreaterThan(0)
		for (const id of ids(optimized)) expect((await later.recall(id)).length).toBeGreaterThan(0)
		later.close()
	})

	it('opens no store for a compressor that is given in code', async () => {
		const folder = folderWith('compressor: { recall: { store: sqlite, path: recall.db } }\n')
		HeadroomClient.fromConfig(join(folder, 'headroom.yaml'), { compressor: {} }).close()
		expect(existsSync(join(folder, 'recall.db'))).toBe(false)
	})

	it('says which file of a store cannot be opened', () => {
		const folder = folderWith('compressor: { recall: { store: sqlite, path: missing/recall.db } }\n')
		expect(() => HeadroomClient.fromConfig(join(folder, 'headroom.yaml'))).toThrow(
			/missing\/recall\.db cannot be opened; expected an SQLite file, or a new name in a folder that exists/,
		)
	})
})
