import { testStage } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { ModelRouter, type SemanticRoute } from '../src/index.ts'
import { minilmEmbedder } from '../src/minilm.ts'

const embedder = minilmEmbedder()

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
	if (a === undefined || b === undefined) return Number.NaN
	return a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0)
}

describe('minilmEmbedder', () => {
	it('gives a vector of 384 numbers and length 1 for every text, in order', async () => {
		const texts = ['my parcel never came', 'where is my order', 'write a poem about rain']
		const vectors = await embedder.embed(texts)
		expect(vectors.map((vector) => [vector.constructor.name, vector.length])).toEqual(
			texts.map(() => ['Float32Array', 384]),
		)
		for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 6)
		expect((await embedder.embed(texts.slice(1, 2)))[0]).toEqual(vectors[1])
	})

	it('knows what words alone do not: a parcel that never came is like an order asked for', async () => {
		const [parcel, order, poem] = await embedder.embed([
			'my parcel never came',
			'where is my order',
			'write a poem about rain',
		])
		expect(cosine(parcel, order)).toBeGreaterThan(cosine(parcel, poem) + 0.2)
	})

	it('states the model, and takes an empty list', async () => {
		expect(embedder.id).toBe('all-MiniLM-L6-v2')
		expect(await embedder.embed([])).toEqual([])
	})

	it('lets other work run between texts, and hears the signal there', async () => {
		const controller = new AbortController()
		const reason = new Error('enough')
		let turns = 0
		const timer = setInterval(() => {
			turns++
			if (turns === 3) controller.abort(reason)
		}, 1)
		const texts = Array.from({ length: 1_000 }, (_, index) => `text ${index}`)
		await expect(embedder.embed(texts, { signal: controller.signal })).rejects.toBe(reason)
		clearInterval(timer)
		expect(turns).toBe(3)
	})

	it('reads a megabyte by its two ends', async () => {
		const question = 'where is my order'
		const [ends, same, question1] = await embedder.embed([
			`${question} ${'x'.repeat(1_000_000)}`,
			`${question} ${'x'.repeat(2_000)}`,
			question,
		])
		expect(ends).toEqual(same)
		expect(cosine(ends, question1)).toBeGreaterThan(0.3)
	})
})

describe('a router without an embedder of its own', () => {
	const orders: SemanticRoute = {
		name: 'orders',
		type: 'semantic',
		utterances: ['where is my order', 'track my package', 'when will my parcel arrive', 'has it shipped yet'],
		model: 'm',
	}

	it('takes MiniLM, says so, and reads past the words', async () => {
		const text = 'the delivery I am waiting for is late'
		const decision = await new ModelRouter({ defaultModel: 'd', routes: [orders] }).route(text)
		expect(decision.route).toBe('orders')
		expect(decision.reason).toContain('(lexical and all-MiniLM-L6-v2)')
		const byWords = new ModelRouter({ defaultModel: 'd', routes: [orders], semantic: 'lexical' })
		expect((await byWords.route(text)).route).toBeNull()
	})

	it('scores by words alone when told to', async () => {
		const router = new ModelRouter({ defaultModel: 'd', routes: [orders], semantic: 'lexical' })
		expect((await router.route('track my package')).reason).toContain('(lexical)')
	})

	it('keeps every law of a stage, 40 cases each', async () => {
		await testStage(() => new ModelRouter({ defaultModel: 'd', routes: [orders] }), { cases: 40 })
	}, 120_000)
})
