import { describe, expect, it } from 'vitest'
import { loadVocabulary, parseVocabulary, type Vocabulary } from '../src/vocabulary.ts'

function tokensOf({ bytes, offsets }: Vocabulary): string[] {
	const tokens: string[] = []
	for (let id = 0; id + 1 < offsets.length; id++) {
		tokens.push(Buffer.from(bytes.subarray(offsets[id], offsets[id + 1])).toString('latin1'))
	}
	return tokens
}

/** Ranks of the merges that make a token from its bytes, one at a time, and how many parts are left. */
function mergesOf(token: string, ranks: ReadonlyMap<string, number>): { merges: number[]; left: number } {
	const parts = [...token]
	const merges: number[] = []
	for (;;) {
		let lowest = Number.POSITIVE_INFINITY
		let at = -1
		for (let i = 0; i + 1 < parts.length; i++) {
			const rank = ranks.get(`${parts[i]}${parts[i + 1]}`)
			if (rank !== undefined && rank < lowest) [lowest, at] = [rank, i]
		}
		if (at < 0) return { merges, left: parts.length }
		parts.splice(at, 2, `${parts[at]}${parts[at + 1]}`)
		merges.push(lowest)
	}
}

describe.each([
	['o200k_base', 199_998],
	['cl100k_base', 100_256],
] as const)('%s', (name, size) => {
	it('has every token once, all 256 bytes, and none longer than 128 bytes', () => {
		const vocabulary = loadVocabulary(name)
		const tokens = tokensOf(vocabulary)
		expect(tokens).toHaveLength(size)
		expect(new Set(tokens).size).toBe(size)
		expect(vocabulary.singles.every((id) => id >= 0 && id < 256)).toBe(true)
		expect(vocabulary.maxTokenBytes).toBe(128)
	})

	it('makes every token by merges of rank that never falls, which the order of merging relies on', () => {
		const tokens = tokensOf(loadVocabulary(name))
		const ranks = new Map(tokens.map((token, id) => [token, id]))
		const broken = tokens.filter((token) => {
			const { merges, left } = mergesOf(token, ranks)
			return left !== 1 || merges.some((rank, i) => i > 0 && rank < (merges[i - 1] as number))
		})
		expect(broken).toEqual([])
	}, 60_000)
})

it('reads tables of several lines with a gap between their ids', () => {
	const table = '! 0 YQ== Yg== YWI=\n! 5 YWJj'
	const { offsets, bytes } = parseVocabulary(table, {})
	expect(Buffer.from(bytes).toString()).toBe('abababc')
	expect([...offsets]).toEqual([0, 1, 2, 4, 4, 4, 7])
})
