import { isHeadroomError } from '@headroom/spec'
import { wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, type ContextCompressorOptions, type Strategy } from '../src/index.ts'

function errorOf(options: ContextCompressorOptions): string {
	try {
		new ContextCompressor(options)
	} catch (error) {
		if (isHeadroomError(error)) return `${error.code}: ${error.message}`
	}
	return 'no error'
}

const text = Array.from(
	{ length: 200 },
	(_, n) => `Line ${n} speaks of topic ${n % 11} and nothing else.`,
).join('\n')

describe('the options', () => {
	it('refuse a share below 0.5 unless it is allowed beside it', () => {
		expect(errorOf({ maxCompressionRatio: 0.4 })).toBe(
			'invalid-argument: ContextCompressor: maxCompressionRatio is 0.4; expected at least 0.5. Set allowBelowFloor: true beside it to go lower.',
		)
		expect(errorOf({ maxCompressionRatio: 0.4, allowBelowFloor: true })).toBe('no error')
	})

	it('refuse what is out of range', () => {
		for (const options of [
			{ maxCompressionRatio: 0, allowBelowFloor: true },
			{ maxCompressionRatio: 1.2 },
			{ maxCompressionRatio: Number.NaN },
			{ targetTokens: 0 },
			{ targetTokens: 1.5 },
			{ minTokens: -1 },
			{ cache: 'keep' as 'ignore' },
			{ cachePrices: { write: 1.25, read: Number.NaN } },
			{ cachePrices: { write: -1, read: 0.1 } },
		]) {
			expect(errorOf(options)).toMatch(/^invalid-argument: ContextCompressor: /)
		}
	})

	it('aim at targetTokens where the share allows it, and at the share where it does not', async () => {
		const before = wordTokenizer.count(text)
		const of = async (targetTokens: number): Promise<number> => {
			const compressor = new ContextCompressor({ tokenizer: wordTokenizer, targetTokens })
			return (await compressor.compress(text, { query: 'topic 3' })).tokensAfter
		}
		const [most, least] = [Math.round(before * 0.8), Math.round(before * 0.2)]
		expect(Math.abs((await of(most)) / most - 1)).toBeLessThan(0.08)
		expect((await of(least)) / before).toBeGreaterThanOrEqual(0.5)
		expect((await of(least)) / before).toBeLessThan(0.55)
	})

	it("take a strategy of one's own, and refuse one that loses count", async () => {
		const last: Strategy = {
			name: 'last',
			rank: ({ texts }) => ({
				scores: Float64Array.from(
					texts.flatMap(({ segments }) => segments),
					(_, at) => at,
				),
				reason: 'oldest',
			}),
		}
		const result = await new ContextCompressor({ tokenizer: wordTokenizer, strategy: last }).compress(text, {
			query: '',
		})
		expect(result.text.endsWith('Line 199 speaks of topic 1 and nothing else.')).toBe(true)
		expect(result.omissions.map(({ ranges, reason }) => [ranges.length, ranges[0]?.[0], reason])).toEqual([
			[1, 1, 'oldest'],
		])
		const doubtful: Strategy = {
			name: 'doubtful',
			rank: ({ texts }) => ({
				scores: Float64Array.from(
					texts.flatMap(({ segments }) => segments),
					(_, at) => (at === 150 ? 2 : at === 151 ? 1 : Number.NaN),
				),
				reason: '',
			}),
		}
		const half = await new ContextCompressor({ tokenizer: wordTokenizer, strategy: doubtful }).compress(text)
		expect(half.text).toContain('Line 150 speaks')
		expect(half.ratio).toBeLessThan(0.55)
		const short: Strategy = { name: 'short', rank: () => ({ scores: new Float64Array(1), reason: '' }) }
		const compressor = new ContextCompressor({ tokenizer: wordTokenizer, strategy: short })
		await expect(compressor.compress(text)).rejects.toThrow('strategy "short" gave 1 scores for 200 segments')
	})
})
