import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Embedder } from '@headroom/spec'
import { wordTokenizer } from '@headroom/spec/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ModelChooser, ModelRouter, type Route, type SavedRouter } from '../src/index.ts'

const WORDS = [
	...['order', 'parcel', 'track', 'where', 'invoice', 'refund', 'money', 'late', 'again', 'please', 'what'],
	...['is', 'the', 'my', 'of', 'poem', 'rain', '注文', '荷物', 'naïve', 'Straße', '👩‍👩‍👧', 'send', 'back'],
]

/** Directions that depend on every letter, so that no two texts are alike; counts what it was asked. */
class LettersEmbedder implements Embedder {
	readonly id = 'acme/letters'
	asked = 0

	async embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
		this.asked += texts.length
		return texts.map((text) => {
			const vector = new Float32Array(16)
			for (const [index, char] of [...text].entries()) {
				const at = ((char.codePointAt(0) ?? 0) * 7 + index) % 16
				vector[at] = (vector[at] ?? 0) + 1 / (1 + index)
			}
			const length = Math.hypot(...vector)
			return vector.map((value) => value / length)
		})
	}
}

function pick(seed: number): string {
	return WORDS[seed % WORDS.length] ?? ''
}

function textOf(seed: number): string {
	return Array.from({ length: 2 + (seed % 7) }, (_, index) =>
		pick(seed * 31 + index * index * 17 + index),
	).join(' ')
}

const texts = Array.from({ length: 10_000 }, (_, index) => textOf(index))

const routes: Route[] = [
	{ name: 'long', when: { minWords: 8 }, model: 'm0', maxTokens: 50 },
	...Array.from(
		{ length: 6 },
		(_, route): Route => ({
			name: `${route}`,
			type: 'semantic',
			utterances: Array.from({ length: 6 }, (_, index) => textOf(90_000 + route * 100 + index)),
			model: `m${route}`,
			...(route === 3 ? { threshold: 0.123_456_789 } : {}),
		}),
	),
]

const folder = mkdtempSync(join(tmpdir(), 'router-'))

describe.each(['fused', 'lexical'] as const)('a %s router that was saved and loaded', (semantic) => {
	const embedder = new LettersEmbedder()
	const file = join(folder, `${semantic}.json`)
	const options = { embedder, tokenizer: wordTokenizer }
	const router = new ModelRouter({ defaultModel: 'd', routes, semantic, ...options })

	beforeAll(async () => {
		await router.fit({ rejection: 0.2 })
		await router.save(file)
	})

	it('decides alike, to the bit, on 10,000 texts', async () => {
		const loaded = await ModelRouter.load(pathToFileURL(file), options)
		const taken = new Set<string | null>()
		for (const text of texts) {
			const decision = await router.route(text)
			taken.add(decision.route)
			expect(await loaded.route(text)).toStrictEqual(decision)
		}
		// The test is of worth only when decisions differ.
		expect(taken.size).toBeGreaterThan(4)
	}, 60_000)

	it('is not trained or embedded again, and saves to the same bytes', async () => {
		const fresh = new LettersEmbedder()
		const loaded = await ModelRouter.load(file, { ...options, embedder: fresh })
		await loaded.route('where is my order')
		expect(fresh.asked).toBe(semantic === 'fused' ? 1 : 0)
		expect(JSON.stringify(loaded)).toBe(readFileSync(file, 'utf8'))
	})

	it('is loaded from its JSON as from its file', async () => {
		const loaded = await ModelRouter.load(router.toJSON(), options)
		const parsed = await ModelRouter.load(JSON.parse(JSON.stringify(router)), options)
		for (const text of texts.slice(0, 100)) {
			expect(await loaded.route(text)).toStrictEqual(await router.route(text))
			expect(await parsed.route(text)).toStrictEqual(await router.route(text))
		}
	})
})

describe('functions of a saved router', () => {
	const chooser: ModelChooser = {
		name: 'longest',
		models: ['a', 'bb'],
		rank: () => [{ model: 'bb', score: 1, reason: 'it is longest' }],
	}
	const made = (saved: unknown): ModelChooser & { toJSON(): unknown } => ({
		...chooser,
		name: 'made',
		rank: () => [{ model: 'a', score: 0, reason: JSON.stringify(saved) }],
		toJSON: () => saved,
	})
	const router = new ModelRouter({ defaultModel: 'd', semantic: 'lexical', tokenizer: wordTokenizer })
		.addRoute({ name: 'asks', condition: (text) => text.endsWith('?'), when: { maxWords: 5 }, model: 'm' })
		.addRoute({ name: 'learnt', when: { contains: 'learn' }, model: made({ weights: [0.1] }) })
		.addRoute({ name: 'rest', model: chooser })

	it('must be given again, and the error names each that is missing', async () => {
		await expect(ModelRouter.load(router.toJSON())).rejects.toMatchObject({
			code: 'invalid-argument',
			message:
				'load: the saved router has functions, which no file holds; give these as options again: ' +
				'conditions["asks"], choosers["learnt"] (made, or a function that makes it of what it saved), ' +
				'choosers["rest"] (longest)',
		})
	})

	it('decide as before once they are given, choosers made of what they saved', async () => {
		const loaded = await ModelRouter.load(JSON.parse(JSON.stringify(router)), {
			tokenizer: wordTokenizer,
			conditions: { asks: (text) => text.endsWith('?') },
			choosers: { made, rest: chooser },
		})
		for (const text of ['why?', 'why do you think that it is so?', 'learn this', 'go'])
			expect(await loaded.route(text)).toStrictEqual(await router.route(text))
		expect((await loaded.route('learn this')).reason).toContain('{"weights":[0.1]}')
	})
})

describe('a file that is refused', () => {
	const router = new ModelRouter({ defaultModel: 'd', routes, embedder: new LettersEmbedder() })
	const file = join(folder, 'refused.json')
	const load = async (change: (saved: SavedRouter) => unknown): Promise<unknown> => {
		writeFileSync(file, JSON.stringify(change(JSON.parse(JSON.stringify(router)))))
		return ModelRouter.load(file, { embedder: new LettersEmbedder() })
	}

	it.each<[string, (saved: SavedRouter) => unknown, string]>([
		['of another kind', () => ({ version: 1 }), 'is not a saved router'],
		['that is a list', () => [], 'is not a saved router'],
		['that is newer', (saved) => ({ ...saved, version: 2 }), 'has version 2, and this package reads up to 1'],
		['without a version', ({ version: _, ...rest }) => rest, 'has version undefined'],
		['that was changed', (saved) => ({ ...saved, defaultModel: 'x' }), 'does not match its checksum'],
		['without a checksum', ({ checksum: _, ...rest }) => rest, 'does not match its checksum'],
	])('%s', async (_, change, message) => {
		await expect(load(change)).rejects.toThrow(`load: ${file} ${message}`)
	})

	it('that is missing, or no JSON', async () => {
		await expect(ModelRouter.load(join(folder, 'none.json'))).rejects.toThrow('none.json cannot be read')
		writeFileSync(file, JSON.stringify(router).slice(0, 100))
		await expect(ModelRouter.load(file)).rejects.toThrow('is not JSON: it is damaged')
	})

	it('whose embeddings are of another embedder', async () => {
		await router.save(file)
		await expect(ModelRouter.load(file)).rejects.toThrow(
			'was saved with embeddings of acme/letters, and the embedder is all-MiniLM-L6-v2; give that of acme/letters',
		)
	})

	it('and one that cannot be written leaves nothing behind', async () => {
		const before = readdirSync(folder)
		await expect(router.save(join(folder, 'none', 'router.json'))).rejects.toThrow('cannot be written')
		const url = new URL('https://example.com/router.json')
		await expect(router.save(url)).rejects.toThrow(`save: ${url} cannot be written`)
		expect(readdirSync(folder)).toEqual(before)
	})
})
