import { openaiChatCodec as codec } from '@headroom/providers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askForUsage } from '../../src/wrap/ask-for-usage.ts'

const ask = (body: string): string | undefined => askForUsage(codec, codec.read(body), 'openai')
const chat = '"model":"m","messages":[]'

describe('asking a stream for its usage', () => {
	it.each([
		['nothing is said', `{${chat}}`, `{${chat},"stream_options":{"include_usage":true}}`],
		[
			'spaces and escapes stand in the body',
			`{ "model" : "m\\u0031", "messages":[ ],\n"n": 1.0 }`,
			`{ "model" : "m\\u0031", "messages":[ ],\n"n": 1.0,"stream_options":{"include_usage":true} }`,
		],
		[
			'other options stand there',
			`{${chat},"stream_options": {"include_obfuscation":false},"n":1.0}`,
			`{${chat},"stream_options": {"include_obfuscation":false,"include_usage":true},"n":1.0}`,
		],
		['it says null', `{${chat},"stream_options":null}`, `{${chat},"stream_options":{"include_usage":true}}`],
		[
			'it says false',
			`{"stream_options":{"include_usage":false,"x":[1]},${chat}}`,
			`{"stream_options":{"include_usage":true,"x":[1]},${chat}}`,
		],
		[
			'the name stands deeper in the object only',
			`{${chat},"x":{"stream_options":{"include_usage":true}}}`,
			`{${chat},"x":{"stream_options":{"include_usage":true}},"stream_options":{"include_usage":true}}`,
		],
	])('adds nothing else: %s', (_, body, expected) => {
		expect(ask(body)).toBe(expected)
	})

	it('leaves a body alone that asks already, or says something strange', () => {
		expect(ask(`{${chat},"stream_options":{"include_usage":true}}`)).toBeUndefined()
		expect(ask(`{${chat},"stream_options":"yes"}`)).toBeUndefined()
	})

	it('holds for any body, however it is laid out', () => {
		const options = fc.oneof(
			fc.constant(undefined),
			fc.constant(null),
			fc.record({ include_usage: fc.boolean(), other: fc.json() }, { requiredKeys: [] }),
		)
		const body = fc.tuple(
			fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
			options,
			fc.constantFrom(0, 2, '\t'),
		)
		fc.assert(
			fc.property(body, ([fields, stream_options, indent]) => {
				const said = stream_options === undefined ? {} : { stream_options }
				const text = JSON.stringify({ ...fields, model: 'm', messages: [], ...said }, null, indent)
				const asked = ask(text)
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
})
