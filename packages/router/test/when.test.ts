import type { ChatRequest, Message } from '@headroom/spec'
import { wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { conditionOf, type MetadataTest, type When } from '../src/index.ts'
import { countWords } from '../src/words.ts'

function holds(when: When, text: string, more: Partial<ChatRequest> = {}): boolean {
	const request: ChatRequest = { model: 'm', messages: [{ role: 'user', content: text }], ...more }
	return conditionOf(when).holds({ text, request, countTokens: () => wordTokenizer.count(text) })
}

const image: Message = { role: 'user', content: [{ type: 'opaque', kind: 'image_url', value: { url: 'x' } }] }
const tools = [{ name: 'look' }]

describe('when', () => {
	it.each<[When, string, boolean]>([
		[{ contains: 'refund' }, 'I want a REFUND', true],
		[{ contains: ['refund', 'return'] }, 'How do I return it?', true],
		[{ contains: 'refund' }, 'Where is it?', false],
		[{ matches: '\\border #\\d+' }, 'about Order #12', true],
		[{ maxWords: 3 }, 'one two three', true],
		[{ maxWords: 3 }, 'one two three four', false],
		[{ maxWords: 0 }, '…', true],
		[{ minWords: 4 }, 'one two three four', true],
		[{ minWords: 4 }, 'one, two - three', false],
		[{ maxTokens: 4 }, 'one two three four', true],
		[{ maxTokens: 3 }, 'one two three four', false],
		[{ minTokens: 5 }, 'one two three four', false],
		[{ language: 'latin' }, 'Où est la gare ?', true],
		[{ language: 'latin' }, 'Где вокзал?', false],
		[{ language: ['cyrillic', 'greek'] }, 'Где вокзал?', true],
		[{ language: 'japanese' }, '駅はどこですか', true],
		[{ language: 'chinese' }, '駅はどこですか', false],
		[{ language: 'chinese' }, '火车站在哪里', true],
		[{ language: 'korean' }, '역이 어디예요?', true],
		[{ language: 'latin' }, '12 + 30 = ?', false],
		[{ not: { contains: 'code' } }, 'Tell me a joke', true],
		[{ any: [{ contains: 'a' }, { contains: 'b' }] }, 'b', true],
		[{ all: [{ contains: 'a' }, { contains: 'b' }] }, 'b', false],
		[{ contains: '?', maxWords: 5 }, 'Really?', true],
		[{ contains: '?', maxWords: 5 }, 'Could you tell me what a monad is?', false],
	])('%j on %j is %s', (when, text, expected) => {
		expect(holds(when, text)).toBe(expected)
	})

	it('reads tools, images and labels of the request', () => {
		expect(holds({ hasTools: true }, 'x', { tools })).toBe(true)
		expect(holds({ hasTools: true }, 'x', { tools: [] })).toBe(false)
		expect(holds({ hasTools: false }, 'x')).toBe(true)
		expect(holds({ hasImages: true }, 'x', { messages: [image, { role: 'user', content: 'x' }] })).toBe(true)
		expect(holds({ hasImages: true }, 'x')).toBe(false)
		expect(holds({ metadata: { team: 'sales' } }, 'x', { metadata: { team: 'sales', plan: 'pro' } })).toBe(
			true,
		)
		expect(
			holds({ metadata: { team: ['ops', 'sales'], plan: 'free' } }, 'x', { metadata: { team: 'sales' } }),
		).toBe(false)
		expect(holds({ metadata: { constructor: 'x' } }, 'x', { metadata: {} })).toBe(false)
	})

	it.each<[MetadataTest, string | undefined, boolean]>([
		[{ exists: true }, 'anything', true],
		[{ exists: true }, undefined, false],
		[{ exists: false }, undefined, true],
		[{ exists: false }, '', false],
		[{ matches: '^eu-' }, 'EU-west', true],
		[{ matches: '^eu-' }, 'us-east', false],
		[{ matches: '^eu-' }, undefined, false],
		[{ min: 18 }, '18', true],
		[{ min: 18 }, '17.9', false],
		[{ min: 18 }, ' ', false],
		[{ min: 0 }, 'ten', false],
		[{ min: -1, max: 1 }, '0.5', true],
		[{ max: 1 }, '1e3', false],
		[{ matches: '^[0-9]+$', max: 5 }, '3', true],
	])('a label tested by %j holds for %j: %s', (test, value, expected) => {
		const metadata: Record<string, string> = value === undefined ? {} : { label: value }
		expect(holds({ metadata: { label: test } }, 'x', { metadata })).toBe(expected)
	})

	it.each<[unknown, string]>([
		[{}, 'when is empty'],
		[[], 'expected an object'],
		[{ max_words: 3 }, 'when.max_words is not known; did you mean "maxWords"?'],
		[{ contians: 'a' }, 'did you mean "contains"?'],
		[{ all: [{ hasTool: true }] }, 'did you mean "hasTools"?'],
		[{ maxWords: -1 }, 'maxWords is -1'],
		[{ maxWords: '5' }, 'maxWords is "5"'],
		[{ contains: '' }, 'contains is ""'],
		[{ contains: [] }, 'contains is []'],
		[{ matches: '(a+)+' }, 'itself repeats'],
		[{ hasTools: 'yes' }, 'expected true or false'],
		[{ language: 'klingon' }, 'expected a script'],
		[{ language: 'constructor' }, 'expected a script'],
		[{ metadata: { plan: 1 } }, 'metadata.plan is 1'],
		[{ metadata: { plan: {} } }, 'metadata.plan is {}'],
		[{ metadata: { plan: { exist: true } } }, 'did you mean "exists"?'],
		[{ metadata: { plan: { exists: 'yes' } } }, 'metadata.plan.exists is "yes"'],
		[{ metadata: { plan: { matches: '(a+)+' } } }, 'itself repeats'],
		[{ metadata: { age: { min: '3' } } }, 'metadata.age.min is "3"'],
		[{ metadata: { age: { min: 5, max: 3 } } }, 'min 5 is more than max 3'],
		[{ metadata: { age: { exists: false, min: 3 } } }, 'never hold'],
		[{ metadata: {} }, 'metadata is {}'],
		[{ any: [] }, 'any is []'],
		[{ not: { nothing: true } }, 'when.nothing is not known'],
		[{ not: null }, 'when is null'],
	])('%j is refused', (when, message) => {
		expect(() => conditionOf(when as When)).toThrowError(
			expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(message) }),
		)
	})

	it('refuses nesting without end', () => {
		let when: When = { contains: 'a' }
		for (let depth = 0; depth < 10_000; depth++) when = { not: when }
		expect(() => conditionOf(when)).toThrow('nested more than 20 deep')
	})

	it('says in words what it asks', () => {
		expect(
			conditionOf({ metadata: { plan: ['pro', 'max'], trial: { exists: false }, seats: { min: 5, max: 9 } } })
				.describe,
		).toBe('plan is pro or max and carries no trial and seats is 5 or more and seats is 9 or less')
		expect(conditionOf({ contains: ['a', 'b'], maxWords: 3 }).describe).toBe(
			'contains "a" or "b", at most 3 words',
		)
		expect(conditionOf({ any: [{ hasTools: true }, { not: { language: 'latin' } }] }).describe).toBe(
			'(offers tools) or (not (is written in latin))',
		)
	})

	it('refuses ranges that nothing lies in', () => {
		expect(() => conditionOf({ minWords: 5, maxWords: 4 })).toThrow(
			'when.minWords is 5, more than when.maxWords, 4, so that it never holds; swap or change them',
		)
		expect(() => conditionOf({ any: [{ minTokens: 2, maxTokens: 1 }] })).toThrow('when.minTokens is 2')
		expect(() => conditionOf({ minWords: 5, maxWords: 5 })).not.toThrow()
	})
})

describe('countWords', () => {
	it('counts what stands between spaces and holds a letter or a digit', () => {
		expect(countWords('  one, two - three\n4 … ', 100)).toBe(4)
		expect(countWords('', 100)).toBe(0)
	})

	it('counts the words of scripts without spaces', () => {
		// 你好 世界: hello, world.
		expect(countWords('你好，世界', 100)).toBe(2)
		// สวัสดี ชาวโลก or สวัสดี ชาว โลก: hello, (people of the) world.
		expect(countWords('สวัสดีชาวโลก', 100)).toBeGreaterThanOrEqual(2)
	})

	it('stops at the limit', () => {
		expect(countWords('a '.repeat(1_000), 10)).toBe(10)
		expect(countWords('我'.repeat(5_000), 10)).toBe(10)
	})

	it('is quick on a megabyte of one character', () => {
		for (const unit of ['a', ' ', '我', 'ก', '\n']) {
			const text = unit.repeat(1_000_000)
			const start = performance.now()
			countWords(text, 50)
			expect(performance.now() - start, unit).toBeLessThan(500)
		}
	})
})
