import { describe, expect, it } from 'vitest'
import { type ServerSentEvent, SseDecoder } from '../src/call/sse-decoder.ts'

function decode(...pieces: readonly string[]): readonly ServerSentEvent[] {
	const decoder = new SseDecoder()
	const events = pieces.flatMap((piece) => decoder.push(piece))
	const last = decoder.end()
	return last === undefined ? events : [...events, last]
}

function data(...texts: readonly string[]): readonly ServerSentEvent[] {
	return texts.map((text) => ({ name: '', data: text }))
}

// The examples of the HTML standard, section "Interpreting an event stream".
describe('server-sent events', () => {
	it('join their lines of data by line breaks', () => {
		expect(decode('data: YHOO\ndata: +2\ndata: 10\n\n')).toEqual(data('YHOO\n+2\n10'))
	})

	it('pass over comments, ids and fields that are not known', () => {
		expect(
			decode(': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n'),
		).toEqual(data('first event', 'second event', ' third event'))
		expect(decode('retry: 10\nwhat: ever\ndata: x\n\n')).toEqual(data('x'))
	})

	it('may have empty data, and are none without any', () => {
		expect(decode('data\n\ndata\ndata\n\n')).toEqual(data('', '\n'))
		expect(decode('event: ping\n\n\n\n')).toEqual([])
	})

	it('have a name that ends with them', () => {
		expect(decode('event: add\ndata: 1\n\ndata: 2\n\n')).toEqual([{ name: 'add', data: '1' }, ...data('2')])
	})

	it.each(['\n', '\r\n', '\r'])('end their lines with %j, wherever the text is cut', (end) => {
		const text = ['event: e', 'data: a', 'data: b', '', ': c', 'data: d', '', ''].join(end)
		const expected = [{ name: 'e', data: 'a\nb' }, ...data('d')]
		for (let at = 0; at <= text.length; at += 1)
			expect(decode(text.slice(0, at), text.slice(at))).toEqual(expected)
		expect(decode(...text)).toEqual(expected)
	})

	it('may lack the empty line at the end of the text', () => {
		expect(decode('data: a\n\ndata: b')).toEqual(data('a', 'b'))
		expect(decode('data: a\n\ndata: b\n')).toEqual(data('a', 'b'))
	})

	it.each([
		['a line', ['data: ', ...Array.from({ length: 40 }, () => 'x'.repeat(1024 * 1024))]],
		['many lines', Array.from({ length: 40 }, () => `data: ${'x'.repeat(1024 * 1024)}\n`)],
		['many empty lines of data', Array.from({ length: 40 }, () => 'data:\n'.repeat(64 * 1024))],
	])('of more than 32 Mi characters are refused: %s', (_what, pieces) => {
		const decoder = new SseDecoder()
		expect(() => {
			for (const piece of pieces) decoder.push(piece)
		}).toThrow(RangeError)
	})

	it.each(['x', '\n', '\r', ':', ' ', 'data:\n', '👩‍👩‍👧'])(
		'take time linear in a megabyte of %j',
		(unit) => {
			const time = (length: number): number => {
				const text = unit.repeat(Math.ceil(length / unit.length))
				const times = Array.from({ length: 5 }, () => {
					const decoder = new SseDecoder()
					const before = performance.now()
					for (let at = 0; at < text.length; at += 16_384) decoder.push(text.slice(at, at + 16_384))
					decoder.end()
					return performance.now() - before
				})
				return Math.min(...times)
			}
			time(100_000)
			// Quadratic would be sixteenfold; a millisecond of noise is allowed for.
			expect(time(4_000_000)).toBeLessThan(8 * time(1_000_000) + 8)
		},
	)
})
