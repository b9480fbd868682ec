import type { Embedder } from '@headroom/spec'
import { wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { ModelRouter, type SemanticRoute } from '../src/index.ts'
import { BACKGROUND } from '../src/semantic/embedding/background.ts'
import { trainLexical } from '../src/semantic/lexical/train.ts'

/** Vectors by the first letter: `a` and `b` are at right angles, `c` lies between them, and `d` is no other than `c`. */
const VECTORS: Readonly<Record<string, readonly number[]>> = {
	a: [1, 0],
	b: [0, 1],
	c: [0.6, 0.8],
	d: [0.6, 0.8],
}

class LetterEmbedder implements Embedder {
	readonly id = 'acme/letters'
	readonly asked: (readonly string[])[] = []
	failing = false

	async embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
		this.asked.push(texts)
		if (this.failing) throw new Error('quota exceeded')
		return texts.map((text) => Float32Array.from(VECTORS[text[0] ?? ''] ?? [0, 0]))
	}
}

const routeA: SemanticRoute = {
	name: 'A',
	type: 'semantic',
	utterances: ['a1', 'a2'],
	model: 'm-a',
	threshold: 0.55,
}
const routeC: SemanticRoute = {
	name: 'C',
	type: 'semantic',
	utterances: ['c1', 'c2'],
	model: 'm-c',
}

/** The margin by words of the last of some routes. */
function words(text: string, ...routes: readonly SemanticRoute[]): number {
	const classifier = trainLexical(routes.map(({ utterances }) => utterances))
	return classifier.margins(text).at(-1) ?? Number.NaN
}

/** That a text is of a route, by its cosine with it and its margin by words. */
function chance(cosine: number, margin: number): number {
	return 1 / (1 + Math.exp(-(cosine + 0.15 + 0.2 * margin - 0.5) / 0.07))
}

function routerWith(embedder: Embedder, ...routes: SemanticRoute[]): ModelRouter {
	return new ModelRouter({ defaultModel: 'd', routes, embedder, tokenizer: wordTokenizer })
}

describe('a router with an embedder', () => {
	it('is prepared before the first request, once', async () => {
		const embedder = new LetterEmbedder()
		const router = routerWith(embedder, routeA)
		await router.prepare()
		await router.prepare()
		const asked = embedder.asked.flat()
		expect(asked.filter((text) => routeA.utterances.includes(text))).toEqual(routeA.utterances)
		await router.route('b')
		expect(embedder.asked.flat().slice(asked.length)).toEqual(['b'])
	})

	it('is not prepared by an embedder that fails, and decides without it', async () => {
		const embedder = new LetterEmbedder()
		embedder.failing = true
		const router = routerWith(embedder, routeA)
		await expect(router.prepare()).rejects.toThrow('quota exceeded')
		expect((await router.route('a1')).reason).toContain('acme/letters failed: quota exceeded')
	})

	it('scores by the cosine with the mean of the utterances', async () => {
		// a is 0.6 from c, and no word is shared. Even at 0.5, e times the odds for 0.07.
		const decision = await routerWith(new LetterEmbedder(), routeC).route('a')
		expect(decision).toMatchObject({ route: 'C', model: 'm-c', threshold: 0.5, runnersUp: [] })
		expect(decision.score).toBeCloseTo(chance(0.6, words('a', routeC)), 6)
		expect(decision.reason).toContain('(lexical and acme/letters)')
	})

	it('shares the chance that a text is of any route out among the routes', async () => {
		// Where c is, without a letter that an example has.
		const decision = await routerWith(new LetterEmbedder(), routeA, routeC).route('d')
		expect(decision).toMatchObject({ route: 'C', runnersUp: [{ route: 'A', threshold: 0.55 }] })
		// Scores are that chance times the root of each route's share, so that their squares add up to its square.
		const [score, other] = [decision.score ?? 0, decision.runnersUp[0]?.score ?? 0]
		expect(score).toBeGreaterThan(10 * other)
		expect(score ** 2 + other ** 2).toBeCloseTo(chance(1, words('d', routeA, routeC)) ** 2, 6)
	})

	it('leaves a text that is like no route alone', async () => {
		// b is at right angles to a, and 0.8 from c.
		const decision = await routerWith(new LetterEmbedder(), routeA).route('b')
		expect(decision).toMatchObject({ route: null, model: 'd' })
		expect(decision.runnersUp[0]?.score).toBeCloseTo(chance(0, words('b', routeA)), 6)
	})

	it('embeds the utterances once', async () => {
		const embedder = new LetterEmbedder()
		const router = routerWith(embedder, routeA)
		await router.route('a')
		await router.route('b')
		// With texts of all kinds beside them, once, which tell what all texts share.
		expect(embedder.asked).toEqual([['a1', 'a2', ...BACKGROUND], ['a'], ['b']])
	})

	it('embeds the utterances once also where many ask at once', async () => {
		const embedder = new LetterEmbedder()
		const router = routerWith(embedder, routeA)
		await Promise.all(['a', 'b', 'c'].map((text) => router.route(text)))
		expect(embedder.asked.map(({ length }) => length)).toEqual([2 + BACKGROUND.length, 1, 1, 1])
	})

	it('remembers the texts it was asked', async () => {
		const embedder = new LetterEmbedder()
		await routerWith(embedder, routeA).route('b')
		await routerWith(embedder, routeA).route('b')
		expect(embedder.asked).toHaveLength(2)
	})

	it('gives up a decision as soon as its signal aborts, and finishes the utterances for the next', async () => {
		const reason = new Error('gave up')
		const controller = new AbortController()
		const letters = new LetterEmbedder()
		let release = (): void => {}
		const held = new Promise<void>((resolve) => {
			release = resolve
		})
		const slow: Embedder = {
			id: 'acme/slow',
			embed: async (texts) => {
				await held
				return await letters.embed(texts)
			},
		}
		const router = routerWith(slow, routeA)
		const decision = router.route('a', { signal: controller.signal })
		controller.abort(reason)
		await expect(decision).rejects.toBe(reason)
		release()
		expect((await router.route('a')).route).toBe('A')
		expect(letters.asked).toHaveLength(2)
	})

	it('falls back to words when the embedder fails, says so, and recovers', async () => {
		const embedder = new LetterEmbedder()
		const router = routerWith(embedder, routeA)
		embedder.failing = true
		const decision = await router.route('a1')
		expect(decision).toMatchObject({ route: 'A', threshold: 0.5 })
		expect(decision.reason).toContain(
			'(lexical); embedder acme/letters failed: quota exceeded; scored lexically',
		)
		embedder.failing = false
		expect((await router.route('a1')).reason).toContain('(lexical and acme/letters)')
	})

	it('does not take an abort for a failure of the embedder', async () => {
		const reason = new Error('gave up')
		const controller = new AbortController()
		const slow: Embedder = {
			id: 'slow',
			embed: async () => {
				controller.abort(reason)
				throw new Error('connection closed')
			},
		}
		await expect(routerWith(slow, routeA).route('a', { signal: controller.signal })).rejects.toBe(reason)
	})

	it('falls back when the embedder gives the wrong number of vectors', async () => {
		const short: Embedder = { id: 'short', embed: async () => [] }
		expect((await routerWith(short, routeA).route('a1')).reason).toContain('gave 0 vectors for 26 texts')
	})

	it('does not ask the embedder for what a condition decides', async () => {
		const embedder = new LetterEmbedder()
		const router = new ModelRouter({ defaultModel: 'd', embedder, tokenizer: wordTokenizer })
			.addRoute({ name: 'short', when: { maxWords: 3 }, model: 'm' })
			.addRoute(routeA)
		await router.route('a')
		expect(embedder.asked).toEqual([])
	})

	it('refuses a route that was set for another embedding model', () => {
		expect(() =>
			routerWith(new LetterEmbedder(), { ...routeA, embeddingModel: 'text-embedding-3-small' }),
		).toThrow('wants embeddingModel text-embedding-3-small')
		expect(() => routerWith(new LetterEmbedder(), { ...routeA, embeddingModel: 'letters' })).not.toThrow()
	})

	it('sees past what all texts share by an embedder that puts them into a narrow cone', async () => {
		// Any two texts have a cosine of 0.81 at least; what else there is of one tells a, b and the others apart.
		const narrow: Embedder = {
			id: 'acme/narrow',
			embed: async (texts) =>
				texts.map((text) => {
					const at = text.startsWith('a') ? 0 : text.startsWith('b') ? 1 : 2 + (text.length % 8)
					return Float32Array.of(
						0.9,
						...Array.from({ length: 10 }, (_, index) => (index === at ? Math.sqrt(0.19) : 0)),
					)
				}),
		}
		const router = routerWith(narrow, { ...routeA, threshold: 0.5 })
		expect((await router.route('a')).route).toBe('A')
		expect((await router.route('b')).route).toBeNull()
	})
})
