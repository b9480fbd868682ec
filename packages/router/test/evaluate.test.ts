import { wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { ModelRouter } from '../src/index.ts'

const router = new ModelRouter({ defaultModel: 'd', tokenizer: wordTokenizer, semantic: 'lexical' })
	.addRoute({ name: 'bills', when: { contains: 'invoice' }, model: 'm' })
	.addRoute({ name: 'parcels', when: { contains: 'parcel' }, model: 'm' })
	.addRoute({ name: 'never', condition: () => false, model: 'm' })

const examples = [
	{ text: 'send the invoice', route: 'bills' },
	{ text: 'the invoice of the parcel', route: 'parcels' },
	{ text: 'an invoice, a parcel', route: 'parcels' },
	{ text: 'where is it', route: 'parcels' },
	{ text: 'my parcel', route: 'parcels' },
	{ text: 'an invoice for a poem', route: null },
	{ text: 'write a poem', route: null },
]

describe('evaluate', () => {
	it('counts what was routed as stated, in all and by route', async () => {
		const { accuracy, inScope, routes } = await router.evaluate(examples)
		// Right: the first, the fifth and the last.
		expect(accuracy).toBeCloseTo(3 / 7, 12)
		expect(inScope).toEqual({ examples: 5, accuracy: 2 / 5, rejected: 1 / 5 })
		expect(routes).toEqual([
			// Four took it, one rightly: precision 1/4, recall 1, their harmonic mean 2/5.
			{ route: 'bills', examples: 1, recall: 1, precision: 1 / 4, f1: 2 / 5 },
			{ route: 'parcels', examples: 4, recall: 1 / 4, precision: 1, f1: 2 / 5 },
			{ route: 'never', examples: 0, recall: null, precision: null, f1: null },
		])
	})

	it('lists the confused pairs, most frequent first, and every misrouted example', async () => {
		const { confusion, misrouted } = await router.evaluate(examples)
		expect(confusion).toEqual([
			{ expected: 'parcels', routed: 'bills', count: 2 },
			{ expected: 'parcels', routed: null, count: 1 },
			{ expected: null, routed: 'bills', count: 1 },
		])
		expect(misrouted.map(({ text }) => text)).toEqual([
			'the invoice of the parcel',
			'an invoice, a parcel',
			'where is it',
			'an invoice for a poem',
		])
		expect(misrouted[2]).toEqual({
			text: 'where is it',
			expected: 'parcels',
			routed: null,
			score: null,
			reason: 'no route holds',
		})
	})

	it('tells how texts of no route are told apart', async () => {
		const { outOfScope } = await router.evaluate(examples)
		// Of 5 × 2 pairs, the 4 that were taken are above the poem (4), level with the invoice for one (4 × ½), and the
		// rejected one is level with the poem (½).
		expect(outOfScope).toEqual({
			examples: 2,
			recall: 1 / 2,
			precision: 1 / 2,
			f1: 1 / 2,
			auroc: 0.65,
			recallAt5: 0,
		})
		expect((await router.evaluate(examples.slice(0, 5))).outOfScope).toBeNull()
		expect((await router.evaluate(examples.slice(5))).outOfScope).toMatchObject({
			auroc: null,
			recallAt5: null,
		})
	})

	it('refuses examples of a route that there is not, and none at all', async () => {
		await expect(router.evaluate([{ text: 'x', route: 'bill' }])).rejects.toThrow(
			'evaluate: example 0 is of the route "bill", which there is not',
		)
		await expect(router.evaluate([])).rejects.toThrow('evaluate: there are no examples')
		await expect(router.evaluate([{ route: 'bills' } as never])).rejects.toThrow('example 0 has no text')
	})

	it('hears the signal', async () => {
		const reason = new Error('enough')
		await expect(router.evaluate(examples, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
	})
})
