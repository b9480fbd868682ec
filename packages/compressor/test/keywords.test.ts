import { arbitraryText } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'

const tokenizer = o200kBase()
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const filler = (n: number): string =>
	`The gardener watered the ${['roses', 'ferns', 'herbs'][n % 3]} in row ${n}.`
const prose = (middle: string): string =>
	[
		...Array.from({ length: 20 }, (_, n) => filler(n)),
		middle,
		...Array.from({ length: 20 }, (_, n) => filler(n + 20)),
	].join(' ')

describe('preserveKeywords', () => {
	it('keeps every occurrence of every keyword in any text', async () => {
		const compressor = new ContextCompressor({
			tokenizer,
			minTokens: 0,
			preserveKeywords: ['security', 'MUST', '退款'],
		})
		await fc.assert(
			fc.asyncProperty(arbitraryText, async (text) => {
				const result = await compressor.compress(text, { query: 'order' })
				for (const pattern of [
					/(?<![\p{L}\p{N}_])security(?![\p{L}\p{N}_])/giu,
					/(?<![\p{L}\p{N}_])must(?![\p{L}\p{N}_])/giu,
					/退款/g,
				]) {
					expect(count(result.text, pattern)).toBe(count(text, pattern))
				}
			}),
			{ numRuns: 400, seed: 5 },
		)
	}, 120_000)

	it('keeps the whole sentence, in any case of letters', async () => {
		const text = prose('It is IMPORTANT that nobody opens the west gate.')
		const compressor = new ContextCompressor({ tokenizer, preserveKeywords: ['important'] })
		const result = await compressor.compress(text, { query: 'roses' })
		expect(result.savedTokens).toBeGreaterThan(0)
		expect(result.text).toContain('It is IMPORTANT that nobody opens the west gate.')
	})

	it('means whole words in scripts with spaces, so that "ten" does not keep "tents"', async () => {
		const text = prose('Some tents stood there.')
		const [with_, without] = await Promise.all(
			[['ten'], []].map((preserveKeywords) =>
				new ContextCompressor({ tokenizer, preserveKeywords }).compress(text, { query: 'roses' }),
			),
		)
		expect(with_?.text).toBe(without?.text)
	})

	it('finds keywords inside runs of Chinese and Japanese', async () => {
		const lines = Array.from({ length: 60 }, (_, n) => `第${n}批货物已经按时送到仓库。`)
		const text = [...lines.slice(0, 30), '客户坚持要求退款并且不再订购。', ...lines.slice(30)].join('')
		const result = await new ContextCompressor({ tokenizer, preserveKeywords: ['退款'] }).compress(text, {
			query: '仓库',
		})
		expect(result.savedTokens).toBeGreaterThan(0)
		expect(result.text).toContain('客户坚持要求退款并且不再订购。')
	})

	it('keeps a keyword of several words', async () => {
		const text = prose('The north pump must never run dry.')
		const result = await new ContextCompressor({ tokenizer, preserveKeywords: ['never run'] }).compress(
			text,
			{ query: 'ferns' },
		)
		expect(result.text).toContain('The north pump must never run dry.')
	})
})
