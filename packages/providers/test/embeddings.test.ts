import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer } from '../../../test/upstream/reply.ts'
import { startUpstream, type Upstream } from '../../../test/upstream/upstream.ts'
import { openaiEmbedder } from '../src/embeddings.ts'
import { embeddingBatches } from '../src/vendor/embedding-batches.ts'

let upstream: Upstream

beforeEach(async () => {
	upstream = await startUpstream()
})

afterEach(() => upstream.close())

function embedder(options: object = {}) {
	return openaiEmbedder({ model: 'text-embedding-x', baseURL: `${upstream.url}/v1`, ...options })
}

/** What the upstream's vector of a text, (length, first code point, 1), is at unit norm. */
function expected(text: string): readonly number[] {
	const vector = [text.length, text.codePointAt(0) ?? 0, 1]
	const norm = Math.hypot(...vector)
	return vector.map((value) => value / norm)
}

function near(vector: Float32Array | undefined, values: readonly number[]): void {
	expect(vector?.length).toBe(values.length)
	for (const [index, value] of values.entries()) expect(vector?.[index]).toBeCloseTo(value, 6)
}

describe('openaiEmbedder', () => {
	it('gives a vector of unit norm a text, in order, asked for as base64', async () => {
		const texts = ['a', 'bcd', '👋🏽', 'zz']
		const vectors = await embedder().embed(texts)
		expect(vectors.length).toBe(4)
		for (const [index, text] of texts.entries()) near(vectors[index], expected(text))
		expect(upstream.requests[0]?.json).toEqual({
			model: 'text-embedding-x',
			input: texts,
			encoding_format: 'base64',
		})
		expect(upstream.requests[0]?.path).toBe('/v1/embeddings')
		expect(upstream.requests[0]?.headers.authorization).toBeUndefined()
	})

	it('keeps the order that the indexes tell, and takes plain numbers', async () => {
		upstream.script(
			answer({
				data: [
					{ index: 1, embedding: [0, 2] },
					{ index: 0, embedding: [3, 4] },
				],
			}),
		)
		const [first, second] = await embedder().embed(['x', 'y'])
		near(first, [0.6, 0.8])
		near(second, [0, 1])
	})

	it('cuts long lists by number of texts and by bytes, and keeps the order', async () => {
		const texts = Array.from({ length: 2050 }, (_, index) => 'x'.repeat(1 + (index % 7)))
		const vectors = await embedder().embed(texts)
		expect(upstream.requests.map((request) => request.json.input.length)).toEqual([2048, 2])
		for (const index of [0, 5, 2047, 2048, 2049]) near(vectors[index], expected(texts[index] ?? ''))
		expect(embeddingBatches(['aa', 'é', 'b', 'cccccc', 'd'], { texts: 9, bytes: 4 })).toEqual([
			['aa', 'é'],
			['b'],
			['cccccc'],
			['d'],
		])
		expect(embeddingBatches([], { texts: 9, bytes: 4 })).toEqual([])
	})

	it('asks nothing for no texts', async () => {
		expect(await embedder().embed([])).toEqual([])
		expect(upstream.requests.length).toBe(0)
	})

	it('has an id that tells model and length apart', () => {
		expect(embedder().id).toBe('openai/text-embedding-x')
		expect(embedder({ id: 'ollama', dimensions: 256 }).id).toBe('ollama/text-embedding-x@256')
	})

	it('sends key, headers and length', async () => {
		await embedder({ apiKey: 'k-1', headers: { 'X-Team': 'a' }, dimensions: 256 }).embed(['x'])
		const [request] = upstream.requests
		expect([request?.headers.authorization, request?.headers['x-team'], request?.json.dimensions]).toEqual([
			'Bearer k-1',
			'a',
			256,
		])
	})

	it.each([
		['1 vectors for 2 texts', { data: [{ index: 0, embedding: [1] }] }],
		['0 vectors for 2 texts', {}],
		[
			'indexes',
			{
				data: [
					{ index: 0, embedding: [1] },
					{ index: 0, embedding: [1] },
				],
			},
		],
		[
			'indexes',
			{
				data: [
					{ index: 0, embedding: [1] },
					{ index: 2, embedding: [1] },
				],
			},
		],
		[
			'different lengths',
			{
				data: [
					{ index: 0, embedding: [1] },
					{ index: 1, embedding: [1, 2] },
				],
			},
		],
		[
			'neither numbers nor base64',
			{
				data: [
					{ index: 0, embedding: 'AAA=' },
					{ index: 1, embedding: [1] },
				],
			},
		],
		[
			'not finite',
			{
				data: [
					{ index: 0, embedding: 'AADAfw==' },
					{ index: 1, embedding: [1] },
				],
			},
		],
	])('refuses an answer with %s', async (what, body) => {
		upstream.script(answer(body))
		await expect(embedder().embed(['x', 'y'])).rejects.toMatchObject({
			reason: 'malformed',
			provider: 'openai',
			model: 'openai/text-embedding-x',
			message: expect.stringContaining(what),
		})
	})

	it('leaves a vector of zeros as it is', async () => {
		upstream.script(answer({ data: [{ index: 0, embedding: [0, 0] }] }))
		expect([...((await embedder().embed(['x']))[0] ?? [])]).toEqual([0, 0])
	})

	it('rejects with typed errors and with the signal’s reason', async () => {
		upstream.script(answer({ error: { message: 'slow down', code: 'rate_limit_exceeded' } }, { status: 429 }))
		await expect(embedder().embed(['x'])).rejects.toMatchObject({ reason: 'rate-limit', retryable: true })
		upstream.script({ kind: 'stall' })
		const abort = new AbortController()
		const asked = embedder().embed(['x'], { signal: abort.signal })
		const request = await upstream.request(1)
		abort.abort('enough')
		await expect(asked).rejects.toBe('enough')
		expect((await request.closed).byClient).toBe(true)
	})

	it.each([[0], [2049], [1.5]])('refuses a batch size of %d', (batchSize) => {
		expect(() => embedder({ batchSize })).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
	})
})
