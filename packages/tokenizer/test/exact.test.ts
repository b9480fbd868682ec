import { cl100kBase, o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeUpText } from './made-up-text.ts'
import { ENCODINGS } from './reference.ts'

const FIXTURES: Readonly<Record<string, string>> = {
	prose:
		'It was the best of times, it was the worst of times; we\'d nothing—"nothing!"—before us.\n\n  Chapter 2',
	code: 'export const f = <T,>(x: T[]): number => {\n\t\tif (x.length === 0xFF) return -1.5e10 // why?\r\n\t}\n',
	json: '{"id":12345678901234567890,"nested":{"a":[1,2.50,null,true],"url":"https://example.org/a%20b?q=1#x"}}',
	scripts: 'Привет мир, γειά σου Κόσμε, שלום עולם, مرحبا بالعالم, नमस्ते दुनिया, สวัสดีชาวโลก, 안녕하세요 세계',
	han: '北京大学创建于1898年，初名京师大学堂。これは日本語の文章です。「カタカナ」も！',
	emoji: '👍🏽 👨‍👩‍👧‍👦 🏳️‍🌈 ☃️ 1️⃣ 🇫🇷🇩🇪',
	marks: 'e\u0301te\u0301 \u0301\u0302 A\u030a \u0300\u0301WORD Z\u0351\u0343\u0344lgo',
	special: '<|endoftext|> <|fim_prefix|><|endofprompt|><|im_start|>',
	spaces: '  a   b\u00a0c\u3000d\t\te \n \n f  \r\n\r\n   g   ',
	digits: '1 22 333 4444 55555 1,234,567.89 ٠١٢٣٤ Ⅷ ½ ²³',
	contractions: "I'm you're HE'S we'Ve they'LL can'T x'd y'ſ 'tis rock'n'roll",
	controls: '\u0000\u0001\u0007\u001b[31mred\u001b[0m\u007f\u0085\ufeff\u200b\ufffd\uffff',
	'a long word': 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
}

describe.each(ENCODINGS)('$name', ({ ours, reference }) => {
	it.each(Object.entries(FIXTURES))('gives the ids of the reference: %s', (_, text) => {
		expect(ours.encode(text)).toEqual(reference(text))
		expect(ours.count(text)).toBe(reference(text).length)
		expect(ours.decode(ours.encode(text))).toBe(text)
	})

	it('gives the ids of the reference for 2,000 made-up texts', () => {
		fc.assert(
			fc.property(madeUpText, (text) => {
				const expected = reference(text)
				expect(ours.encode(text)).toEqual(expected)
				expect(ours.count(text)).toBe(expected.length)
			}),
			{ numRuns: 2000 },
		)
	})

	it('gives the ids of the reference for every character of Unicode, in a word and after a space', () => {
		for (let first = 0; first < 0x110000; first += 0x800) {
			let text = ''
			for (let codePoint = first; codePoint < first + 0x800; codePoint++) {
				const character = String.fromCodePoint(codePoint)
				text += `A${character}b ${character}`
			}
			expect(ours.encode(text).join()).toBe(reference(text).join())
		}
	}, 120_000)

	it('decodes what it encodes', () => {
		fc.assert(
			fc.property(madeUpText, (text) => {
				expect(ours.decode(ours.encode(text))).toBe(Buffer.from(text).toString())
			}),
		)
	})

	it('says that a text exceeds a limit exactly where its count is above it', () => {
		fc.assert(
			fc.property(madeUpText, fc.integer({ min: -2, max: 40 }), (text, around) => {
				const count = ours.count(text)
				expect(ours.exceeds(text, around)).toBe(count > around)
				expect(ours.exceeds(text, count - 1)).toBe(true)
				expect(ours.exceeds(text, count)).toBe(false)
				expect(ours.exceeds(text, Number.POSITIVE_INFINITY)).toBe(false)
			}),
		)
	})

	it('counts the same text the same a second time, long and short', () => {
		fc.assert(
			fc.property(madeUpText, (text) => {
				const long = text.repeat(200)
				const first = ours.count(long)
				expect(ours.count(long)).toBe(first)
				expect(ours.encode(long)).toHaveLength(first)
			}),
			{ numRuns: 50 },
		)
	})

	it('reads a lone surrogate as U+FFFD', () => {
		expect(ours.encode('a\ud800b')).toEqual(reference('a\ufffdb'))
	})

	it('counts nothing for nothing', () => {
		expect(ours.count('')).toBe(0)
		expect(ours.encode('')).toEqual([])
		expect(ours.decode([])).toBe('')
		expect(ours.exceeds('', 0)).toBe(false)
	})

	it('refuses to decode an id that it does not have, and says which', () => {
		expect(() => ours.decode([0, 300_000])).toThrow(/300000/)
		expect(() => ours.decode([-1])).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
		expect(() => ours.decode([1.5])).toThrow(/1\.5/)
	})
})

it('decodes special tokens, which encoding never gives', () => {
	expect(o200kBase().decode([199_999])).toBe('<|endoftext|>')
	expect(cl100kBase().decode([100_257])).toBe('<|endoftext|>')
	expect(o200kBase().encode('<|endoftext|>')).not.toContain(199_999)
})

it('counts the 47 tokens of a small table prompt', () => {
	const prompt = `
Please analyze the following data:

Name    Value    Change
Item A  100      +10%
Item B  200      -5%
Item C  150      +15%

Please provide a detailed analysis report.
`
	expect(o200kBase().count(prompt)).toBe(47)
})

it('gives the same tokenizer each time', () => {
	expect(o200kBase()).toBe(o200kBase())
	expect(cl100kBase()).toBe(cl100kBase())
})
