import {
	anthropicMessagesCodec,
	type Codec,
	openaiChatCodec,
	openaiResponsesCodec,
	type WireBody,
} from '@headroom/providers'
import { type ChatRequest, isHeadroomError, type JsonObject, mapArray, mapMessageText } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { processorTime } from '../../../../test/processor-time.ts'

const codecs: readonly (readonly [Codec, string])[] = [
	[openaiChatCodec, 'messages'],
	[openaiResponsesCodec, 'input'],
	[anthropicMessagesCodec, 'messages'],
]

function failure(run: () => unknown): string {
	try {
		run()
	} catch (error) {
		if (isHeadroomError(error)) return `${error.code}: ${error.message}`
		throw error
	}
	return 'none'
}

function upper(request: ChatRequest): ChatRequest {
	const messages = mapArray(request.messages, (message) =>
		mapMessageText(message, (text) => (text === 'hi' ? 'HI' : text)),
	)
	return { ...request, messages }
}

describe.each(codecs)('$format', (codec, list) => {
	const body = (inner: string): string =>
		`{"model":"m","max_tokens":1,"${list}":[{"role":"user","content":"hi"}],"x":${inner}}`
	const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

	it.each([
		['{"model":', 'the body is no valid JSON'],
		['[]', 'the body is a list; expected a JSON object'],
		['null', 'the body is null'],
		['"text"', 'the body is a string'],
		[`{"${list}":[]}`, 'model is missing'],
		[`{"model":"","${list}":[]}`, 'model is empty'],
		[`{"model":7,"${list}":[]}`, 'model is a number'],
		[`{"model":"m","${list}":{}}`, `${list} is an object; expected a`],
		[`{"model":"m","${list}":7}`, `${list} is a number; expected a`],
	])('refuses %s and says where', (text, message) => {
		expect(failure(() => codec.read(text))).toContain(`invalid-request: ${message}`)
	})

	it('never quotes a body that it refuses', () => {
		expect(failure(() => codec.read('{"model":"m","key":"sk-secret"'))).not.toContain('sk-secret')
	})

	it('takes 200 levels, and refuses 201 without an overflow of the stack', () => {
		const deepest = body(nested(199))
		const changed = codec.write(upper(codec.read(deepest)))
		expect(changed).toBe(deepest.replace('"hi"', '"HI"'))
		expect(failure(() => codec.read(body(nested(200))))).toBe(
			'invalid-request: the body is nested deeper than 200 levels; expected fewer levels',
		)
		expect(failure(() => codec.read(body(nested(1_000_000))))).toContain('nested deeper than 200 levels')
		expect(failure(() => codec.read('['.repeat(1_000_000)))).toContain('nested deeper than 200 levels')
		expect(failure(() => codec.read('{"a":'.repeat(1_000_000)))).toContain('nested deeper than 200 levels')
	})

	it('refuses objects that nest as deep or in a circle', () => {
		let deep: JsonObject = {}
		for (let level = 0; level < 100_000; level++) deep = { deep }
		expect(failure(() => codec.read({ model: 'm', [list]: [], deep }))).toContain('nested deeper')
		const circle: { self?: JsonObject } = {}
		circle.self = circle as JsonObject
		expect(failure(() => codec.read({ model: 'm', [list]: [], circle: circle as JsonObject }))).toContain(
			'nested deeper',
		)
	})

	it('takes an object that is held many times over, without walking it as many times', () => {
		let shared: JsonObject = {}
		for (let level = 0; level < 150; level++) shared = { one: shared, other: shared }
		const object = { model: 'm', [list]: [], shared }
		expect(codec.write(codec.read(object))).toBe(object)
	})

	it('moves a block of a kind that another format has, where the body had it', () => {
		const block = { type: 'thinking', thinking: 'Hm.', n: 12345678901234567000 }
		const blocks = [block, { type: 'text', text: 'hi' }]
		const request = codec.read({ model: 'm', max_tokens: 1, [list]: [{ role: 'user', content: blocks }] })
		const content = request.messages[0]?.content
		if (typeof content !== 'object') throw new Error('another shape')
		const written = codec.write({
			...request,
			messages: [{ role: 'assistant', content: [...content].reverse() }],
		})
		expect(JSON.stringify(written)).toContain(JSON.stringify(block))
	})

	it('keeps the same message given twice as two', () => {
		const message = { role: 'user', content: 'hi' }
		const object = { model: 'm', [list]: [message, { role: 'assistant', content: 'ho' }, message] }
		const request = codec.read(object)
		const messages = request.messages.with(2, { role: 'user', content: 'HI' })
		expect(codec.write({ ...request, messages })).toEqual({
			...object,
			[list]: [message, { role: 'assistant', content: 'ho' }, { role: 'user', content: 'HI' }],
		})
	})

	it('makes no prototype of a key `__proto__`, and keeps it', () => {
		const text = body('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}').replace(
			'"x":',
			'"__proto__":{"polluted":1},"x":',
		)
		const request = codec.read(text)
		expect(codec.write(request)).toBe(text)
		expect(codec.write(upper(request))).toBe(text.replace('"hi"', '"HI"'))
		const fresh = codec.write({ ...(JSON.parse(JSON.stringify(request)) as ChatRequest) }) as JsonObject
		expect(Object.getPrototypeOf(fresh)).toBe(Object.prototype)
		expect(JSON.stringify(fresh)).toContain('"__proto__":{"polluted":1}')
		expect(({} as { polluted?: number }).polluted).toBeUndefined()
	})

	it('changes the last of a field that is said twice, which is the one that counts', () => {
		const text = `{"model":"first","${list}":[7],"model":"m","max_tokens":1,"${list}":[{"content":[],"role":"user","content":"hi"}]}`
		expect(codec.write(upper(codec.read(text)))).toBe(text.replace('"hi"', '"HI"'))
		expect(codec.write({ ...codec.read(text), model: 'other' })).toBe(text.replace('"m"', '"other"'))
	})

	it('removes every one of a field that is said twice', () => {
		const text = body('1').replace('"x":1', '"x":1,"y":2,"x":3')
		const request = codec.read(text)
		const { x: _x, y: _y, ...extra } = request.extra ?? {}
		expect(codec.write({ ...request, extra })).toBe(body('1').replace(',"x":1', ''))
	})

	it('is read with a byte order mark and spaces around it', () => {
		const text = `\ufeff\r\n ${body('1')}\n`
		expect(codec.write(codec.read(text))).toBe(text)
		expect(codec.write(upper(codec.read(text)))).toBe(text.replace('"hi"', '"HI"'))
	})

	it('writes lone surrogates so that they are read again', () => {
		const request = codec.read(body('"\\ud800"'))
		const messages = [{ ...request.messages[0], role: 'user', content: 'a\udc00' } as const]
		const written = codec.write({ ...request, messages }) as string
		expect(codec.read(written).messages[0]?.content).toBe('a\udc00')
		expect(written).toContain('"x":"\\ud800"')
	})

	it('refuses a field of a stage that nests too deep, in place of an overflow', () => {
		let deep: JsonObject = {}
		for (let level = 0; level < 100_000; level++) deep = { deep }
		const request = codec.read(body('1'))
		expect(failure(() => codec.write({ ...request, extra: { deep } }))).toContain('invalid-request')
	})

	it('is not disturbed by copies, JSON and printing', () => {
		const request = codec.read(body('1'))
		expect(JSON.stringify(request)).toBe(JSON.stringify(JSON.parse(JSON.stringify(request))))
		expect(() => structuredClone(request)).not.toThrow()
		expect(codec.write({ ...request })).toBe(body('1'))
		expect(Object.keys(request)).not.toContain('body')
	})
})

/** Milliseconds of the fastest of three runs. */
function fastest(run: () => void): number {
	return Math.min(...[1, 2, 3].map(() => processorTime(run)))
}

describe.each(codecs)('$format', (codec, list) => {
	const { format, read, write } = codec
	const roundTrip = (body: WireBody): void => {
		write(upper(read(body)))
	}
	const message = (content: string): string => `{"role":"user","content":${content}}`

	it.each([
		['one letter', (size: number) => message(`"${'a'.repeat(size)}"`)],
		['quotes', (size: number) => message(`"${'\\"'.repeat(size / 2)}"`)],
		['backslashes', (size: number) => message(`"${'\\\\'.repeat(size / 2)}"`)],
		['spaces', (size: number) => `${' '.repeat(size)}${message('"a"')}`],
		['brackets in texts', (size: number) => message(`"${'[{'.repeat(size / 2)}"`)],
		['numbers', (size: number) => `[${'1,'.repeat(size / 2)}1]`],
		[
			'messages',
			(size: number) =>
				Array(size / 50)
					.fill(message('"a"'))
					.join(','),
		],
		[
			'odd messages',
			(size: number) =>
				Array(Math.floor(size / 50))
					.fill('7')
					.join(','),
		],
		[
			'blocks',
			(size: number) =>
				message(
					`[${Array(Math.floor(size / 30))
						.fill('{"type":"text","text":"a"}')
						.join(',')}]`,
				),
		],
	])('takes time that grows as a body of %s does', (_name, inner) => {
		const body = (size: number): string =>
			`{"model":"m","max_tokens":1,"${list}":[${message('"hi"')},${inner(size)}]}`
		const [small, large] = [body(500_000), body(4_000_000)]
		const [short, long] = [fastest(() => roundTrip(small)), fastest(() => roundTrip(large))]
		// Eight times the size: a quadratic pass would take 64 times as long.
		expect(long / Math.max(short, 2), `${format}: ${short} ms, ${long} ms`).toBeLessThan(32)
	})

	it('refuses a body of two million messages before it has read them', () => {
		const body = `{"model":"m","max_tokens":1,"${list}":[${Array(2_000_000).fill('7').join(',')}]}`
		expect(failure(() => read(body))).toBe(
			'invalid-request: the body is of more than 200000 messages, parts and tools; expected fewer',
		)
	})

	it('takes a body of 32 MB', () => {
		const text = 'x\\n'.repeat(1000)
		const body = `{"model":"m","max_tokens":1,"${list}":[${Array(10_600)
			.fill(message(`"${text}"`))
			.join(',')},${message('"hi"')}]}`
		expect(body.length).toBeGreaterThan(32_000_000)
		const start = performance.now()
		expect(write(upper(read(body)))).toBe(body.replace('"hi"', '"HI"'))
		expect(performance.now() - start).toBeLessThan(10_000)
	})
})
