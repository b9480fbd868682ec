import { arbitraryText } from '@headroom/spec/testing'
import fc from 'fast-check'
import type { Segmenter } from '../segment/segment.ts'
import { assertProperty } from './assert-property.ts'
import { growsTooFast } from './linear.ts'
import { wrongWithSegments } from './segment-contract.ts'

/** What `testSegmenter` is told. */
export interface TestSegmenterOptions {
	/** Texts of the segmenter's kind, which it must cut; at least one. */
	readonly samples: readonly string[]
	/**
	 * Texts of other kinds, for which it must give `undefined`.
	 *
	 * @default [], for a segmenter that takes any text
	 */
	readonly foreign?: readonly string[]
	/** Texts generated. @default 200 */
	readonly cases?: number
	/** @default 1 */
	readonly seed?: number
}

const HOSTILE = [
	'a',
	' ',
	'\n',
	'中',
	'。',
	'👩‍👩‍👧',
	'[',
	'{"a":',
	'"',
	'a. ',
	'a\n',
	'```\n',
	'| a ',
	'\u001b[1m',
]

/**
 * Checks what every segmenter promises, on the samples, on pieces of them and on generated texts: segments
 * follow each other without gaps and are the text, none starts inside a grapheme or an escape, parents come
 * before children, units are numbered in order and add up, and time grows with the length alone. Works in any
 * test runner.
 *
 * @throws Error that says which promise was broken, and by which text.
 */
export async function testSegmenter(segmenter: Segmenter, options: TestSegmenterOptions): Promise<void> {
	const { samples, foreign = [], cases = 200, seed = 1 } = options
	const what = `segmenter "${segmenter.name}"`
	const fail = (wrong: string, text: string): never => {
		const shown = JSON.stringify(text.length > 400 ? `${text.slice(0, 400)}…` : text)
		throw new Error(`${what} breaks a promise: ${wrong}\nfor the text ${shown}`)
	}
	const check = (text: string): boolean => {
		const segmented = segmenter.segment(text)
		if (JSON.stringify(segmenter.segment(text)) !== JSON.stringify(segmented))
			fail('the same text is cut in two ways', text)
		const wrong = segmented === undefined ? undefined : wrongWithSegments(text, segmented)
		if (wrong !== undefined) fail(wrong, text)
		return segmented !== undefined
	}
	if (samples.length === 0) throw new Error('testSegmenter: samples is empty; give a text of the kind')
	for (const text of samples) if (!check(text)) fail('a sample of its kind is not cut', text)
	for (const text of foreign) if (check(text)) fail('a text of another kind is cut', text)
	const piece = fc
		.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(), fc.constantFrom('', '\n', '\r\n', 'e\u0301', '"'))
		.map(([text, a, b, more]) => {
			const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y)
			return more + text.slice(from, to) + more
		})
	const property = fc.asyncProperty(fc.oneof(arbitraryText, piece), async (text) => {
		check(text)
	})
	await assertProperty(what, property, { cases, seed })
	for (const unit of [...HOSTILE, ...samples.filter((text) => text !== '')]) {
		const slow = await growsTooFast(unit, (text) => segmenter.segment(text))
		if (slow !== undefined) fail(slow, unit)
	}
}
