import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Rule } from '@headroom/slimmer'
import type { ChatRequest, Message } from '@headroom/spec'
import { arbitraryRequest, deepFreeze } from '@headroom/spec/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeadroomClient } from '../src/index.ts'

const rows = Array.from({ length: 60 }, (_, n) => ({
	id: n,
	sku: `A-${1000 + n}`,
	stock: (n * 37) % 11,
	note: null,
}))
const stock = `Stock list:\n${JSON.stringify(rows, null, 2)}\n\nHow many of A-1017 are left?`

function configFile(yaml: string): string {
	const path = join(mkdtempSync(join(tmpdir(), 'headroom-core-')), 'headroom.yaml')
	writeFileSync(path, yaml)
	return path
}

describe('HeadroomClient', () => {
	it('optimizes a text, a list of messages or a request, with no key set', async () => {
		const client = new HeadroomClient()
		for (const prompt of [
			stock,
			[{ role: 'user', content: stock } as const],
			{ model: 'gpt-4o', messages: [{ role: 'user', content: stock } as const] },
		]) {
			const { request, savings } = await client.optimize(prompt)
			expect(request.messages).toHaveLength(1)
			expect(String(request.messages[0]?.content)).toContain('A-1017')
			expect(savings.tokensAfter).toBeLessThan(savings.tokensBefore)
			expect(savings.layers.map((layer) => layer.stage)).toEqual(['slimmer', 'compressor', 'encoder'])
			expect(savings.layers.reduce((sum, layer) => sum + layer.savedTokens, 0)).toBe(savings.savedTokens)
			expect(savings.cost).toMatchObject({
				baseline: { status: 'priced', mark: 'estimated' },
				savedUsd: expect.any(Number),
			})
		}
	})

	it('gives back the same request when there is nothing to save', async () => {
		const request: ChatRequest = deepFreeze({
			model: 'gpt-4o-mini',
			messages: [{ role: 'user', content: 'Hello.' }],
		})
		const optimized = await new HeadroomClient().optimize(request)
		expect(optimized.request).toBe(request)
		expect(optimized.savings).toMatchObject({ ratio: 1, savedTokens: 0, savedFraction: 0 })
	})

	it('turns layers off one by one', async () => {
		const only = async (options: ConstructorParameters<typeof HeadroomClient>[0]): Promise<string[]> =>
			(await new HeadroomClient(options).optimize(stock)).savings.layers.map((layer) => layer.stage)
		expect(await only({ slimmer: false })).toEqual(['compressor'])
		expect(await only({ compressor: false })).toEqual(['slimmer'])
		expect(await only({ slimmer: { dedup: false } })).toEqual(['slimmer', 'compressor', 'encoder'])
		expect(await only({ slimmer: { dedup: false, encode: false } })).toEqual(['slimmer', 'compressor'])
		expect(await only({ slimmer: false, compressor: false })).toEqual([])
	})

	it('runs rules and encoders of your own in their stages, switched on or off by name', async () => {
		const dashes: Rule = {
			name: 'dashes',
			level: 'standard',
			apply: (text) => {
				const start = text.indexOf('\n------------------------')
				return start === -1 ? [] : [{ start, end: start + 25, replacement: '' }]
			},
		}
		const ruled = `Totals for March are in the table of the annex.\n------------------------\nPaid: 81`
		const sent = async (rules: Record<string, boolean>): Promise<unknown> => {
			const client = new HeadroomClient({ slimmer: { extraRules: [dashes], rules } })
			return (await client.optimize(ruled)).request.messages[0]?.content
		}
		const short = 'Totals for March are in the table of the annex.\nPaid: 81'
		expect(await sent({})).toBe(short)
		expect(await sent({ dashes: true })).toBe(short)
		expect(await sent({ dashes: false })).toBe(ruled)
	})

	it('routes first, and says what it chose', async () => {
		const client = new HeadroomClient({
			router: {
				defaultModel: 'openai/gpt-4o',
				routes: [{ name: 'short', when: { maxWords: 8 }, model: 'openai/gpt-4o-mini' }],
			},
		})
		const optimized = await client.optimize({
			model: 'openai/gpt-4o',
			messages: [{ role: 'user', content: 'What time is it?' }],
		})
		expect(optimized.request.model).toBe('openai/gpt-4o-mini')
		expect(optimized.route).toMatchObject({ route: 'short', model: 'openai/gpt-4o-mini' })
		expect(optimized.savings.layers[0]).toMatchObject({ stage: 'router', savedTokens: 0 })
		expect(optimized.savings.cost.savedUsd).toBeGreaterThan(0)
	})

	it('folds repeats after compression, so that what a pointer points at is sent', async () => {
		const notice = Array.from(
			{ length: 12 },
			(_, n) => `Clause ${n}: goods of class ${n * 3} are kept in hall ${n % 4} until noon.`,
		).join('\n')
		const noise = Array.from(
			{ length: 300 },
			(_, n) => `Shelf ${n} holds ${n * 7} boxes of size ${n % 9}.`,
		).join('\n')
		const { request } = await new HeadroomClient().optimize([
			{ role: 'user', content: `${notice}\n${noise}\nWhich shelf holds 77 boxes?` },
			{ role: 'assistant', content: 'Shelf 11.' },
			{ role: 'user', content: `${notice}\nWhere are goods of class 6 kept?` },
		])
		const [first, , last] = request.messages.map((message) => String(message.content))
		for (const [, from, to] of (last ?? '').matchAll(/same as lines (\d+)–(\d+) of message 1/g)) {
			const pointed = (first ?? '')
				.split('\n')
				.slice(Number(from) - 1, Number(to))
				.join('\n')
			expect(notice).toContain(pointed)
		}
		// The clause asked for stands in what is sent, in one place or the other.
		expect(`${first}\n${last}`).toContain('goods of class 6 are kept in hall 2')
	})

	it('says unpriced for a model without a price', async () => {
		const { savings } = await new HeadroomClient().optimize({
			model: 'somebody/unheard-of',
			messages: [{ role: 'user', content: stock }],
		})
		expect(savings.cost.baseline).toEqual({ status: 'unpriced', model: 'somebody/unheard-of' })
		expect(savings.cost.savedUsd).toBeUndefined()
	})

	it('lists every omission that the text marks', async () => {
		const long = Array.from(
			{ length: 400 },
			(_, n) => `Paragraph ${n} speaks of matter ${n * 7} in town ${n % 13}.`,
		).join('\n')
		const { request, omissions } = await new HeadroomClient().optimize(
			`${long}\n\nWhat does paragraph 17 speak of?`,
		)
		const text = String(request.messages[0]?.content)
		expect(text).toContain('Paragraph 17 speaks of matter 119')
		expect(omissions.length).toBeGreaterThan(0)
		expect(text).toContain(' omitted: ')
	})

	it.each([
		[
			[{ role: 'robot', content: 'x' }],
			'messages[0].role is "robot"; expected system, developer, user, assistant, tool',
		],
		[[{ role: 'user' }], 'messages[0].content is nothing; expected a string or a list of parts'],
		[[{ role: 'user', content: [{ type: 'image_url' }] }], 'messages[0].content[0].type is "image_url"'],
		[{ model: '', messages: [] }, 'model is ""; expected a model id'],
		[17, 'the prompt is a value of type number'],
	])('says what is wrong with the prompt %j', async (prompt, message) => {
		await expect(new HeadroomClient().optimize(prompt as unknown as string)).rejects.toMatchObject({
			code: 'invalid-request',
			message: expect.stringContaining(message),
		})
	})

	it('rejects with the signal’s reason', async () => {
		const reason = new Error('enough')
		await expect(new HeadroomClient().optimize(stock, { signal: AbortSignal.abort(reason) })).rejects.toBe(
			reason,
		)
	})
})

describe('the whole pipeline', () => {
	it('sends what it sent once with the same bytes: each turn is a prefix of the next', async () => {
		const client = new HeadroomClient({ onStageError: 'throw' })
		await fc.assert(
			fc.asyncProperty(arbitraryRequest, async (request) => {
				const sent: Message[][] = []
				for (let turns = 0; turns <= request.messages.length; turns++) {
					const { request: out } = await client.optimize({
						...request,
						messages: request.messages.slice(0, turns),
					})
					sent.push([...out.messages])
				}
				const last = JSON.stringify(sent.at(-1))
				for (const earlier of sent) expect(last.startsWith(JSON.stringify(earlier).slice(0, -1))).toBe(true)
			}),
			{ numRuns: 150, seed: 2 },
		)
	}, 120_000)

	it('never grows a request, changes its input or touches a pinned message', async () => {
		const client = new HeadroomClient({ onStageError: 'throw' })
		await fc.assert(
			fc.asyncProperty(arbitraryRequest, async (request) => {
				const frozen = deepFreeze(request)
				const { request: out, savings } = await client.optimize(frozen)
				expect(savings.tokensAfter).toBeLessThanOrEqual(savings.tokensBefore)
				for (const message of frozen.messages)
					if (message.pinned === true) expect(out.messages).toContain(message)
			}),
			{ numRuns: 300, seed: 3 },
		)
	}, 120_000)
})

describe('HeadroomClient.fromConfig', () => {
	it('is set up by headroom.yaml', async () => {
		const path = configFile(`
slimmer:    { enabled: false }
compressor: { enabled: true, model: gpt-4o-mini, max_compression_ratio: 0.7, preserve_keywords: ["never"] }
router:
  enabled: true
  default_model: openai/gpt-4o
  routes:
    - { name: short, when: { max_words: 8 }, model: openai/gpt-4o-mini, max_tokens: 200 }
models:
  openai/gpt-4o-mini: { input: 1, output: 2 }
`)
		const client = HeadroomClient.fromConfig(path)
		const short = await client.optimize('What time is it?')
		expect(short.request).toMatchObject({ model: 'openai/gpt-4o-mini', maxOutputTokens: 200 })
		expect(short.savings.layers.map((layer) => layer.stage)).toEqual(['router', 'compressor'])
		const { tokensAfter, cost } = short.savings
		// $1 per 1M tokens, as the file says.
		expect(cost.optimized).toEqual({ status: 'priced', usd: tokensAfter / 1e6, mark: 'estimated' })
		const long = await client.optimize(
			`${'One more sentence about nothing in particular, said again. '.repeat(200)}\n\nWhat was said?`,
		)
		expect(long.savings.ratio).toBeGreaterThanOrEqual(0.7)
	})

	it('lets options win over the file', async () => {
		const client = HeadroomClient.fromConfig(configFile('slimmer: { enabled: false }\n'), {
			slimmer: {},
			compressor: false,
		})
		expect((await client.optimize(stock)).savings.layers.map((layer) => layer.stage)).toEqual(['slimmer'])
	})

	it('points at what is wrong in the file', () => {
		expect(() =>
			HeadroomClient.fromConfig(configFile('compressor: { max_compression_ratio: 0.2 }\n')),
		).toThrow(expect.objectContaining({ code: 'invalid-config', line: 1 }))
	})
})
