import { wordTokenizer as tokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, memoryRecallStore } from '../src/index.ts'
import { inParallel } from '../src/model/parallel.ts'
import { fakeModel, shorten, sourceOf } from './shorten.ts'

const paragraphs = Array.from({ length: 24 }, (_, block) =>
	Array.from(
		{ length: 50 },
		(_, n) => `Station ${1000 + block * 50 + n} delivered several parcels by train to Lyon yesterday.`,
	).join(' '),
)
const text = paragraphs.join('\n\n')
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

describe('a call that asks a model', () => {
	it('leaves no timer behind, whether the model answers or fails', async () => {
		const before = timers()
		const chatModel = fakeModel((request, call) => {
			if (call % 2 === 1) throw new Error('down')
			return shorten(sourceOf(request), 0.6)
		})
		await new ContextCompressor({ tokenizer, model: 'm', chatModel }).compress(text)
		expect(chatModel.requests.length).toBeGreaterThan(1)
		expect(timers()).toBe(before)
	})

	it('rejects with the reason of its signal at once, leaves no timer and asks no more, with and without a store', async () => {
		for (const store of [{}, { recall: memoryRecallStore() }]) {
			const before = timers()
			const reason = new Error('the user closed the window')
			const abort = new AbortController()
			// A model that never answers and does not listen.
			const chatModel = fakeModel(() => {
				setImmediate(() => abort.abort(reason))
				return new Promise(() => {})
			})
			const compressor = new ContextCompressor({ tokenizer, model: 'm', chatModel, ...store })
			await expect(compressor.compress(text, { signal: abort.signal })).rejects.toBe(reason)
			expect(timers()).toBe(before)
			const asked = chatModel.requests.length
			await new Promise((resolve) => setImmediate(resolve))
			expect(chatModel.requests).toHaveLength(asked)
		}
	})

	it('begins nothing more once one part of it failed', async () => {
		const begun: number[] = []
		const work = async (item: number): Promise<void> => {
			begun.push(item)
			await new Promise((resolve) => setImmediate(resolve))
			if (item === 1) throw new Error('broken')
		}
		await expect(inParallel([0, 1, 2, 3, 4, 5], 2, work)).rejects.toThrow('broken')
		await new Promise((resolve) => setTimeout(resolve, 10))
		expect(begun).toEqual([0, 1, 2])
	})
})

describe('as a stage that keeps what is cached', () => {
	const run = async (cache: 'preserve' | 'ignore' | undefined): Promise<readonly [number, string[]]> => {
		const chatModel = fakeModel((request) => shorten(sourceOf(request), 0.6))
		const options = { tokenizer, model: 'gpt-4o-mini', chatModel, ...(cache === undefined ? {} : { cache }) }
		const codes: string[] = []
		await new ContextCompressor(options).run(
			{
				model: 'openai/gpt-4o',
				messages: [...paragraphs, 'What now?'].map((content) => ({ role: 'user' as const, content })),
			},
			{
				tokenizer,
				signal: new AbortController().signal,
				observe: (event) => {
					if (event.type === 'warning') codes.push(event.code)
				},
			},
		)
		return [chatModel.requests.length, codes]
	}

	it('a connected model is not asked, and a warning says so', async () => {
		expect(await run(undefined)).toEqual([0, ['model-not-asked']])
		expect(await run('preserve')).toEqual([0, ['model-not-asked']])
		const [asked, codes] = await run('ignore')
		expect(asked).toBeGreaterThan(0)
		expect(codes).not.toContain('model-not-asked')
	})
})
