import { SseSplitter } from '@headroom/providers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: readonly Uint8Array[]): string => Buffer.concat(bytes).toString('utf8')

function split(chunks: readonly Uint8Array[], options = {}) {
	const splitter = new SseSplitter(options)
	const pieces = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()]
	const messages = pieces.flatMap(({ message }) => (message === undefined ? [] : [message]))
	return { pieces, messages, bytes: decode(pieces.map(({ bytes }) => bytes)), splitter }
}

// A comment, a ping, data over two lines, an emoji, a name without data, an unknown field, no space after the colon.
const lines = [
	': hi',
	'',
	'event: ping',
	'data: {}',
	'',
	'data: one',
	'data:  two 👩‍👩‍👧',
	'',
	'event: lonely',
	'',
	'id: 7',
	'retry: 10',
	'data:x:y',
	'data',
	'',
	'',
	'data: [DONE]',
	'',
	'',
]
const said = [
	{ event: 'ping', data: '{}' },
	{ event: null, data: 'one\n two 👩‍👩‍👧' },
	{ event: null, data: 'x:y\n' },
	{ event: null, data: '[DONE]' },
]

describe('SseSplitter', () => {
	it.each([
		['LF', '\n'],
		['CRLF', '\r\n'],
		['CR', '\r'],
	])('says the same at every byte offset and loses no byte: %s', (_, end) => {
		const text = lines.join(end)
		const bytes = encode(text)
		for (let at = 0; at <= bytes.length; at += 1) {
			const { messages, bytes: kept } = split([bytes.subarray(0, at), bytes.subarray(at)])
			expect(messages, `cut at ${at}`).toEqual(said)
			expect(kept).toBe(text)
		}
	})

	it.each(['\n', '\r\n', '\r'])('says the same byte by byte', (end) => {
		const text = lines.join(end)
		const { messages, bytes } = split([...encode(text)].map((byte) => Uint8Array.of(byte)))
		expect(messages).toEqual(said)
		expect(bytes).toBe(text)
	})

	it('gives an event with the read that completes it, and marks the other half of a cut CRLF', () => {
		const splitter = new SseSplitter()
		expect(splitter.push(encode('data: a\r\n\r'))).toMatchObject([{ message: { data: 'a' } }])
		const [tail, ...rest] = splitter.push(encode('\ndata: b\r\n'))
		expect(tail).toEqual({ bytes: encode('\n'), tail: true })
		expect(rest).toEqual([])
		expect(splitter.push(encode('\r\n'))).toMatchObject([{ message: { data: 'b' } }])
	})

	it('skips a byte order mark at the start alone, whole or cut', () => {
		const bytes = encode('\u{feff}data: a\n\ndata: \u{feff}b\n\n')
		for (const at of [0, 1, 2, 3, 4])
			expect(split([bytes.subarray(0, at), bytes.subarray(at)]).messages).toEqual([
				{ event: null, data: 'a' },
				{ event: null, data: '\u{feff}b' },
			])
	})

	it('reads a last event that lacks its blank line, even its line end', () => {
		expect(split([encode('data: [DONE]')]).messages).toEqual([{ event: null, data: '[DONE]' }])
		expect(split([encode('data: [DONE]\n')]).messages).toEqual([{ event: null, data: '[DONE]' }])
		expect(split([encode('data: a\n\n')]).messages).toHaveLength(1)
	})

	it('takes any bytes in any cuts: the pieces are the bytes, and cuts change nothing', () => {
		const alphabet = fc.constantFrom(
			...[...'data: event\r\n\r\n\n:x'].map((char) => char.charCodeAt(0)),
			0xff,
		)
		const property = fc.property(
			fc.array(alphabet, { maxLength: 80 }),
			fc.array(fc.nat(80), { maxLength: 6 }),
			(bytes, cuts) => {
				const all = Uint8Array.from(bytes)
				const at = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length]
				const chunks = at.slice(1).map((end, index) => all.subarray(at[index], end))
				const one = split([all])
				const many = split(chunks)
				expect(many.messages).toEqual(one.messages)
				expect(Buffer.concat(many.pieces.map((piece) => piece.bytes)).equals(all)).toBe(true)
			},
		)
		fc.assert(property, { numRuns: 2000 })
	})

	it('stops holding an event that is too long, and passes every byte on', () => {
		const text = `data: a\n\ndata: ${'x'.repeat(200)}\n\ndata: b\n\n`
		const { messages, bytes, splitter } = split(
			[encode(text.slice(0, 60)), encode(text.slice(60, 150)), encode(text.slice(150))],
			{ maxEventBytes: 100 },
		)
		expect(messages).toEqual([{ event: null, data: 'a' }])
		expect(bytes).toBe(text)
		expect(splitter.overflowed).toBe(true)
	})

	it('takes a line of a megabyte in small reads, in time linear in it', () => {
		const time = (size: number): number => {
			const bytes = encode(`data: ${'a'.repeat(size)}\n\n`)
			const splitter = new SseSplitter()
			const start = performance.now()
			let found = 0
			for (let at = 0; at < bytes.length; at += 64) found += splitter.push(bytes.subarray(at, at + 64)).length
			expect(found).toBe(1)
			return performance.now() - start
		}
		time(100_000)
		const small = Math.min(time(500_000), time(500_000), time(500_000))
		const large = Math.min(time(2_000_000), time(2_000_000), time(2_000_000))
		// Four times the bytes: linear is 4, quadratic 16.
		expect(large / small).toBeLessThan(10)
	})
})
