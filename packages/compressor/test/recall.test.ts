import type { Message } from '@headroom/spec'
import { arbitraryText, wordTokenizer } from '@headroom/spec/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, hasMarker, memoryRecallStore } from '../src/index.ts'

const tokenizer = wordTokenizer
const MARKER = /\[… [^\]\n]+ omitted: [^\]\n]+ · recall ([0-9a-z]+)\]/g
const compressorOf = (): ContextCompressor =>
	new ContextCompressor({ tokenizer, minTokens: 0, recall: memoryRecallStore() })

/** Puts what each marker stands for in its place. */
async function refill(text: string, compressor: ContextCompressor): Promise<string> {
	let out = ''
	let from = 0
	for (const match of text.matchAll(MARKER)) {
		out += text.slice(from, match.index) + (await compressor.recall(match[1] ?? ''))
		from = match.index + match[0].length
	}
	return out + text.slice(from)
}

const word = fc.constantFrom(
	'refund',
	'invoice',
	'paid',
	'Überweisung',
	'👩‍👩‍👧',
	'退款',
	'x\u0000y',
	'e\u0301',
	'\ud800',
	'42',
)
const line = fc.array(word, { minLength: 3, maxLength: 9 }).map((words) => words.join(' '))
const ending = fc.constantFrom('\n', '\r\n', '\n\n', ' \t\n')
const lines = fc
	.array(fc.tuple(line, ending), { minLength: 12, maxLength: 40 })
	.map((all) => all.map(([text, end], at) => `${at} ${text}${end}`).join(''))
const sentences = fc
	.array(line, { minLength: 30, maxLength: 50 })
	.map((all) => all.map((text, at) => `Point ${at} says ${text}.`).join(' '))

describe('what was left out can be recalled', () => {
	it('byte for byte, from 1,000 texts of lines and sentences with CRLF, emoji, NUL and lone surrogates', async () => {
		let cut = 0
		await fc.assert(
			fc.asyncProperty(fc.oneof(lines, sentences), async (text) => {
				const compressor = compressorOf()
				const result = await compressor.compress(text, { query: 'Which invoice?' })
				if (result.omissions.length > 0) cut++
				expect(await refill(result.text, compressor)).toBe(text)
			}),
			{ numRuns: 1000, seed: 21 },
		)
		expect(cut).toBeGreaterThan(800)
	}, 120_000)

	it('row by row, from 1,000 JSON arrays: the bytes between and of the rows that the marker names', async () => {
		const row = fc.record({ id: fc.nat(9999), note: line })
		const separator = fc.constantFrom(',', ', ', ',\n  ', ',\r\n\t')
		let cut = 0
		await fc.assert(
			fc.asyncProperty(fc.array(row, { minLength: 8, maxLength: 30 }), separator, async (rows, between) => {
				const spelled = rows.map((one) => JSON.stringify(one))
				const compressor = compressorOf()
				const { omissions } = await compressor.compress(`[${spelled.join(between)}]`, { query: 'invoice' })
				for (const { unit, ranges, recall } of omissions) {
					cut++
					expect(unit).toBe('rows')
					expect(recall).toHaveLength(1)
					const missing = ranges.flatMap(([from, to]) => spelled.slice(from - 1, to))
					const expected = missing.map((one) => between + one).join('')
					expect(await compressor.recall(recall?.[0] ?? '')).toBe(expected)
				}
			}),
			{ numRuns: 1000, seed: 22 },
		)
		expect(cut).toBeGreaterThan(800)
	}, 120_000)

	it('from any text: kept and recalled together are as long as the source, and every marker has an id', async () => {
		await fc.assert(
			fc.asyncProperty(arbitraryText, async (text) => {
				const compressor = compressorOf()
				const result = await compressor.compress(text, { query: 'refund' })
				if (hasMarker(text)) return
				const ids = [...result.text.matchAll(MARKER)].map(([, id]) => id)
				expect(result.omissions.flatMap(({ recall }) => recall ?? []).toSorted()).toEqual(ids.toSorted())
				const grouped = result.omissions.filter(({ unit }) => unit === 'rows' || unit === 'entries').length
				const whole = await refill(result.text, compressor)
				// The one marker of scattered rows stands on a line of its own.
				expect(whole.length - grouped).toBe(text.length)
			}),
			{ numRuns: 500, seed: 23 },
		)
	}, 120_000)

	it('from a conversation: a run of messages comes back as their JSON', async () => {
		const messages: Message[] = Array.from({ length: 60 }, (_, n) => ({
			role: n % 2 === 0 ? 'user' : 'assistant',
			content: n === 17 ? 'Ines keeps two llamas.' : `Point ${n}\r\nis looked at again in week ${n} 👩‍👩‍👧.`,
		}))
		messages.push({ role: 'user', content: 'How many llamas does Ines keep?' })
		const compressor = compressorOf()
		const { omissions } = await compressor.compress(messages)
		const runs = omissions.filter(({ unit }) => unit === 'messages')
		expect(runs.length).toBeGreaterThan(0)
		for (const { ranges, recall } of runs) {
			const [[from, to] = [0, 0]] = ranges
			const text = await compressor.recall(recall?.[0] ?? '')
			expect(JSON.parse(text)).toEqual(messages.slice(from - 1, to))
		}
	})
})

const log = Array.from({ length: 60 }, (_, n) => `alpha unit ${n + 1} runs as planned`).join('\n')

describe('an id', () => {
	it('is the same in an empty store, a filled one and another one', async () => {
		const one = compressorOf()
		const first = await one.compress(log, { query: 'unit 7' })
		const again = await one.compress(log, { query: 'unit 7' })
		const other = await compressorOf().compress(log, { query: 'unit 7' })
		expect(first.text).toMatch(MARKER)
		expect(again.text).toBe(first.text)
		expect(other.text).toBe(first.text)
	})

	it('is in no marker without a store', async () => {
		const plain = await new ContextCompressor({ tokenizer, minTokens: 0 }).compress(log, { query: 'unit 7' })
		expect(plain.omissions.length).toBeGreaterThan(0)
		expect(plain.text).not.toContain('recall')
		expect(plain.omissions.every((omission) => !('recall' in omission))).toBe(true)
	})

	it('is lengthened where another text has it, and both texts can be recalled', async () => {
		const before = await compressorOf().compress(log, { query: 'unit 7' })
		const short = before.omissions[0]?.recall?.[0] ?? ''
		expect(short).toMatch(/^[0-9a-z]{8}$/)
		const recall = memoryRecallStore()
		await recall.put('default', short, 'quite another text')
		const compressor = new ContextCompressor({ tokenizer, minTokens: 0, recall })
		const result = await compressor.compress(log, { query: 'unit 7' })
		const long = result.omissions.flatMap((omission) => omission.recall ?? []).find((id) => id.length > 8)
		expect(long).toMatch(new RegExp(`^${short}[0-9a-z]{16}$`))
		expect(await compressor.recall(short)).toBe('quite another text')
		expect(await refill(result.text, compressor)).toBe(log)
		expect((await compressor.compress(log, { query: 'unit 7' })).text).toBe(result.text)
	})

	it('differs from scope to scope, and no scope recalls what another left out', async () => {
		const compressor = compressorOf()
		const a = await compressor.compress(log, { query: 'unit 7', scope: 'a' })
		const b = await compressor.compress(log, { query: 'unit 7', scope: 'b' })
		const [id = ''] = a.omissions[0]?.recall ?? []
		expect(b.text).not.toContain(id)
		expect(log).toContain(await compressor.recall(id, { scope: 'a' }))
		await expect(compressor.recall(id, { scope: 'b' })).rejects.toMatchObject({ code: 'unknown-recall' })
		await expect(compressor.recall(id)).rejects.toMatchObject({ code: 'unknown-recall' })
	})

	it('cannot be recalled without a store', async () => {
		await expect(new ContextCompressor().recall('k3f9x0ab')).rejects.toMatchObject({ code: 'not-supported' })
	})
})

describe('a store that cannot keep a text', () => {
	it('leaves the text whole', async () => {
		const recall = memoryRecallStore({ maxBytes: 20 })
		const result = await new ContextCompressor({ tokenizer, minTokens: 0, recall }).compress(log)
		expect(result.text).toBe(log)
		expect(result.ratio).toBe(1)
	})
})

describe('the floor', () => {
	it('holds on the final text, ids counted: at least half stays, and never more than came', async () => {
		let cut = 0
		await fc.assert(
			fc.asyncProperty(fc.oneof(lines, sentences), async (text) => {
				const result = await compressorOf().compress(text, { query: 'refund' })
				expect(result.tokensAfter).toBe(tokenizer.count(result.text))
				expect(result.tokensAfter * 2).toBeGreaterThanOrEqual(tokenizer.count(text))
				expect(result.tokensAfter).toBeLessThanOrEqual(tokenizer.count(text))
				if (result.tokensAfter < result.tokensBefore) cut++
			}),
			{ numRuns: 300, seed: 24 },
		)
		expect(cut).toBeGreaterThan(200)
	}, 120_000)
})
