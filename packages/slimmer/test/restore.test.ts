import { TokenSlimmer } from '@headroom/slimmer'
import type { ChatRequest, Message } from '@headroom/spec'
import { arbitraryText } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const context = { tokenizer: o200kBase(), signal: new AbortController().signal, observe: () => {} }
const lossless = new TokenSlimmer({ level: 'lossless' })
/** Rewrites without encoding: what a lossless restore is held to, since layout of JSON and tables is not kept. */
const rewritten = new TokenSlimmer({ level: 'lossless', encode: false, dedup: false })

const line = fc.constantFrom(
	'The warehouse in Rotterdam closes at 18:00 on Fridays and stays closed on bank holidays.',
	'Pallets above 900 kg need the second gate and a booking made two days ahead.\r',
	'Fetching 10%\rFetching 100% of the package index from the mirror',
	'Drivers call +31 10 555 0199 when they are 30 minutes away.',
	'def load(path):  ',
	'    return open(path).read()',
	'',
	'\r',
	'[{"id":1,"city":"Rome","country":"Italy"},{"id":2,"city":"Bari","country":"Italy"},{"id":3,"city":"Turin","country":"Italy"}]',
	'中文的一行，重复出现很多次，因为它很重要。',
	'```',
	'[line above]',
)
const text = fc.array(line, { minLength: 1, maxLength: 14 }).map((lines) => lines.join('\n'))
const messages: fc.Arbitrary<Message[]> = fc.array(
	fc
		.tuple(fc.constantFrom('user', 'assistant', 'system'), text, fc.integer({ min: 0, max: 3 }))
		.map(([role, content, pin]): Message => ({ role, content, ...(pin === 0 ? { pinned: true } : {}) })),
	{ minLength: 1, maxLength: 5 },
)

describe('restoreMessages', () => {
	it('brings back every line of conversations full of repeats, pointers to earlier messages resolved', () => {
		let pointed = 0
		fc.assert(
			fc.property(messages, (given) => {
				const request: ChatRequest = { model: 'openai/gpt-4o-mini', messages: given }
				const slimmed = lossless.run(request, context)
				if (JSON.stringify(slimmed.messages).includes('[same as line')) pointed++
				expect(lossless.restoreMessages(slimmed.messages)).toEqual(rewritten.run(request, context).messages)
			}),
			{ numRuns: 3000, seed: 21 },
		)
		expect(pointed).toBeGreaterThan(300)
	})

	it('leaves what a model or an instruction spells like notation', () => {
		const look: readonly Message[] = [
			{ role: 'assistant', content: '[#2 id,name\n1,a\n2,b\n]' },
			{ role: 'system', content: 'a\n[line above repeated 2 more times]' },
		]
		expect(lossless.restoreMessages(look)).toBe(look)
	})

	it('gives messages without markers back by reference', () => {
		const given: readonly Message[] = [{ role: 'user', content: 'Hello' }]
		expect(lossless.restoreMessages(given)).toBe(given)
	})
})

describe('restore', () => {
	it('brings back any text that level lossless slimmed', () => {
		fc.assert(
			fc.property(fc.oneof(arbitraryText, text), (given) => {
				expect(lossless.restore(lossless.slim(given).text)).toBe(rewritten.slim(given).text)
			}),
			{ numRuns: 5000, seed: 22 },
		)
	})

	it('brings back data that another encoder could take for its own notation', () => {
		const rows = [1, 2, 3, 4, 5].map((n) => ({
			s: `[[names used below: α=foo bar]] α and α ${n}`,
			n: `value ${n}`,
			city: 'Rome',
			country: 'Italy',
		}))
		for (const options of [{}, { rules: { 'json-tables': false } }]) {
			const slimmer = new TokenSlimmer(options)
			expect(JSON.parse(slimmer.restore(slimmer.slim(JSON.stringify(rows)).text))).toEqual(rows)
		}
	})

	it('leaves markers whose lines do not exist or are others', () => {
		for (const given of [
			'a\n[same as lines 1–9 above: "a"]',
			'one line\n[same as line 1 above: "another"]',
			'[line above repeated 3 more times]',
			'x\n[same as line 1 of message 4: "x"]',
			'x\n[same as lines 0–1 above: "x"]',
		])
			expect(lossless.restore(given)).toBe(given)
	})

	it('brings a repeated line back as often as its marker says', () => {
		expect(lossless.restore('a\n[line above repeated 2 more times]\nb')).toBe('a\na\na\nb')
		expect(lossless.restore('a\nb\n[2 lines above repeated 2 more times]')).toBe('a\nb\na\nb\na\nb')
	})
})
