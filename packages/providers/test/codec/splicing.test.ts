import {
	anthropicMessagesCodec,
	type Codec,
	openaiChatCodec,
	openaiResponsesCodec,
} from '@headroom/providers'
import {
	type ChatRequest,
	type JsonObject,
	type JsonValue,
	mapArray,
	mapMessageText,
	messageTexts,
} from '@headroom/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Spelled, spell, wildText } from './json-text.ts'
import { chatBody, claudeBody, responsesBody } from './wire-bodies.ts'

const RUNS = 2000

const formats: readonly (readonly [Codec, fc.Arbitrary<Spelled>])[] = [
	[openaiChatCodec, chatBody],
	[openaiResponsesCodec, responsesBody],
	[anthropicMessagesCodec, claudeBody],
]

/** Every text of a request that a stage may change. */
function textsOf(request: ChatRequest): readonly string[] {
	return request.messages.filter(({ pinned }) => pinned !== true).flatMap(messageTexts)
}

/** The request with one text changed, as a stage changes it. */
function changed(request: ChatRequest, text: string, to: string): ChatRequest {
	const messages = mapArray(request.messages, (message) =>
		mapMessageText(message, (each) => (each === text ? to : each)),
	)
	return { ...request, messages }
}

/** The keys that lead to a text. */
function pathTo(value: JsonValue | undefined, text: string): readonly string[] | undefined {
	if (value === text) return []
	if (typeof value !== 'object' || value === null) return undefined
	for (const [key, inner] of Object.entries(value)) {
		const path = pathTo(inner as JsonValue, text)
		if (path !== undefined) return [key, ...path]
	}
	return undefined
}

/** The same keys in the same order, and every value but one by reference. */
function expectSharedBut(key: string, before: JsonObject, after: JsonObject): void {
	expect(Object.keys(after)).toEqual(Object.keys(before))
	const values = Object.values(before)
	for (const [index, [name, value]] of Object.entries(after).entries())
		if (name !== key) expect(value).toBe(values[index])
}

function markOf(text: string): string {
	return text.slice(0, text.indexOf('§', 1) + 1)
}

describe.each(formats)('$format', (codec, body) => {
	const spelled = fc.tuple(body, fc.nat()).map(([node, seed]) => spell(node, seed))

	it(`gives back the same text and the same object when nothing changed, ${RUNS} times`, () => {
		fc.assert(
			fc.property(spelled, ({ text }) => {
				expect(codec.write(codec.read(text))).toBe(text)
				const object = JSON.parse(text.replace(/^\ufeff/, '')) as JsonObject
				expect(codec.write({ ...codec.read(object) })).toBe(object)
			}),
			{ numRuns: RUNS },
		)
	})

	it(`changes the characters of one text and no other, ${RUNS} times`, () => {
		let seen = 0
		fc.assert(
			fc.property(spelled, fc.nat(), wildText, ({ text, places }, choice, to) => {
				const request = codec.read(text)
				const texts = textsOf(request).filter((each) => each.startsWith('§'))
				const from = texts[choice % texts.length]
				if (from === undefined || from === to) return
				seen++
				const place = places.get(markOf(from))
				if (place === undefined) throw new Error(`${from} has no place`)
				const [before, after] = [text.slice(0, place.start), text.slice(place.end)]
				const written = codec.write(changed(request, from, to)) as string
				expect(written.slice(0, before.length)).toBe(before)
				expect(written.slice(written.length - after.length)).toBe(after)
				expect(JSON.parse(written.slice(before.length, written.length - after.length))).toBe(to)
				expect(textsOf(codec.read(written))).toEqual(
					textsOf(request).map((each) => (each === from ? to : each)),
				)
			}),
			{ numRuns: RUNS },
		)
		// Most bodies have a text to change.
		expect(seen).toBeGreaterThan(RUNS / 2)
	})

	it(`copies what leads to the changed text and shares all else, ${RUNS} times`, () => {
		fc.assert(
			fc.property(spelled, fc.nat(), wildText, ({ text }, choice, to) => {
				const object = JSON.parse(text.replace(/^\ufeff/, '')) as JsonObject
				const request = codec.read(object)
				const texts = textsOf(request).filter((each) => each.startsWith('§'))
				const from = texts[choice % texts.length]
				if (from === undefined || from === to) return
				let old: JsonValue | undefined = object
				let now: JsonValue | undefined = codec.write(changed(request, from, to))
				for (const key of pathTo(object, from) ?? []) {
					expect(now).not.toBe(old)
					expectSharedBut(key, old as JsonObject, now as JsonObject)
					old = Object.entries(old as JsonObject).find(([name]) => name === key)?.[1]
					now = Object.entries(now as JsonObject).find(([name]) => name === key)?.[1]
				}
				expect(now).toBe(to)
			}),
			{ numRuns: RUNS },
		)
	})
})
