import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askForUsage } from '../../src/wrap/ask-for-usage.ts'

describe('asking a stream for its usage', () => {
	it.each([
		['nothing is said', '{"stream":true}', '{"stream":true,"stream_options":{"include_usage":true}}'],
		['the object is empty', '{}', '{"stream_options":{"include_usage":true}}'],
		['spaces stand before the end', '{ "a": 1 }', '{ "a": 1 ,"stream_options":{"include_usage":true}}'],
		[
			'other options stand there',
			'{"stream_options": {"include_obfuscation":false},"n":1.0}',
			'{"stream_options": {"include_usage":true,"include_obfuscation":false},"n":1.0}',
		],
		[
			'the options are empty',
			'{"stream_options":{ },"a":1}',
			'{"stream_options":{"include_usage":true },"a":1}',
		],
		['it says null', '{"stream_options":null}', '{"stream_options":{"include_usage":true}}'],
		[
			'it says false',
			'{"stream_options":{"include_usage" : false , "x":[1,{"include_usage":true}]}}',
			'{"stream_options":{"include_usage" : true , "x":[1,{"include_usage":true}]}}',
		],
		[
			'a key is escaped',
			'{"stream\\u005foptions":{"include_usage":false}}',
			'{"stream\\u005foptions":{"include_usage":true}}',
		],
		[
			'a key stands twice: the last one counts',
			'{"stream_options":{"include_usage":true},"stream_options":{"include_usage":false}}',
			'{"stream_options":{"include_usage":true},"stream_options":{"include_usage":true}}',
		],
		[
			'the name stands in a text and deeper in the object only',
			'{"messages":[{"content":"\\"stream_options\\":{\\\\"}],"x":{"stream_options":{"include_usage":true}}}',
			'{"messages":[{"content":"\\"stream_options\\":{\\\\"}],"x":{"stream_options":{"include_usage":true}},"stream_options":{"include_usage":true}}',
		],
	])('adds nothing else: %s', (_, body, expected) => {
		expect(askForUsage(body)).toBe(expected)
	})

	it('leaves a body alone that asks already, or says something strange', () => {
		expect(askForUsage('{"stream_options":{"include_usage":true}}')).toBeUndefined()
		expect(askForUsage('{"stream_options":"yes"}')).toBeUndefined()
	})

	it('holds for any JSON object, however it is laid out', () => {
		const options = fc.oneof(
			fc.constant(undefined),
			fc.constant(null),
			fc.record({ include_usage: fc.boolean(), other: fc.json() }, { requiredKeys: [] }),
		)
		const body = fc.tuple(fc.dictionary(fc.string(), fc.jsonValue()), options, fc.constantFrom(0, 2, '\t'))
		fc.assert(
			fc.property(body, ([fields, stream_options, indent]) => {
				const value = { ...fields, ...(stream_options === undefined ? {} : { stream_options }) }
				const text = JSON.stringify(value, null, indent)
				const asked = askForUsage(text)
				if (asked === undefined) expect(stream_options).toMatchObject({ include_usage: true })
				else
					expect(JSON.parse(asked)).toEqual({
						...JSON.parse(text),
						stream_options: { ...stream_options, include_usage: true },
					})
			}),
			{ numRuns: 1000 },
		)
	})

	it('is linear in the body', () => {
		for (const char of ['a', '\\\\', '{}', ' ', '"']) {
			const body = `{"messages":[${JSON.stringify(char.repeat(1_000_000 / char.length))}],"stream":true}`
			const start = performance.now()
			expect(askForUsage(body)?.length).toBe(body.length + ',"stream_options":{"include_usage":true}'.length)
			expect(performance.now() - start).toBeLessThan(1000)
		}
	})
})
