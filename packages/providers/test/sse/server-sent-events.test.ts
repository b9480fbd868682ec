import { describe, expect, it } from 'vitest'
import { processorTime } from '../../../../test/processor-time.ts'
import { type SseMessage, SseSplitter } from '../../src/sse/sse-splitter.ts'

function decode(...pieces: readonly string[]): readonly SseMessage[] {
	const splitter = new SseSplitter()
	const split = pieces.flatMap((piece) => splitter.push(Buffer.from(piece)))
	return [...split, ...splitter.end()].flatMap(({ message }) => (message === undefined ? [] : [message]))
}

function data(...texts: readonly string[]): readonly SseMessage[] {
	return texts.map((text) => ({ event: null, data: text }))
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
		expect(decode('event: add\ndata: 1\n\ndata: 2\n\n')).toEqual([{ event: 'add', data: '1' }, ...data('2')])
	})

	it.each(['\n', '\r\n', '\r'])('end their lines with %j, wherever the text is cut', (end) => {
		const text = ['event: e', 'data: a', 'data: b', '', ': c', 'data: d', '', ''].join(end)
		const expected = [{ event: 'e', data: 'a\nb' }, ...data('d')]
		for (let at = 0; at <= text.length; at += 1)
			expect(decode(text.slice(0, at), text.slice(at))).toEqual(expected)
		expect(decode(...text)).toEqual(expected)
	})

	it('may lack the empty line at the end of the text', () => {
		expect(decode('data: a\n\ndata: b')).toEqual(data('a', 'b'))
		expect(decode('data: a\n\ndata: b\n')).toEqual(data('a', 'b'))
	})

	it.each(['x', '\n', '\r', ':', ' ', 'data:\n', '👩‍👩‍👧'])(
		'take time linear in a megabyte of %j',
		(unit) => {
			const time = (length: number): number => {
				const bytes = Buffer.from(unit.repeat(Math.ceil(length / unit.length)))
				const times = Array.from({ length: 5 }, () =>
					processorTime(() => {
						const splitter = new SseSplitter()
						for (let at = 0; at < bytes.length; at += 16_384) splitter.push(bytes.subarray(at, at + 16_384))
						splitter.end()
					}),
				)
				return Math.min(...times)
			}
			time(100_000)
			// Quadratic would be sixteenfold; a millisecond of noise is allowed for.
			expect(time(4_000_000)).toBeLessThan(8 * time(1_000_000) + 8)
		},
	)
})
