import type { Message } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { measured, metrics } from '../../src/compression/metrics.ts'
import type { Outcome } from '../../src/compression/outcome.ts'
import type { BenchCase } from '../../src/data/index.ts'

// A token a word, so that every figure below can be worked out by eye.
const count = (text: string): number => text.match(/\S+/g)?.length ?? 0

const text = [
	'The invoice is 4711.',
	'You must never pay twice.',
	'The cat sat on the mat.',
	'Support closes at six.',
].join('\n')

const given: BenchCase = {
	id: 'sample/1',
	dataset: 'sample',
	kind: 'qa',
	lang: 'en',
	cluster: 'sample/1',
	prompt: text,
	query: 'When does support close?',
	answers: ['six', 'at  SIX', 'midnight'],
	needed: ['4711', 'six'],
	evidence: ['Support closes at six.', 'The cat sat on the mat.'],
}

function value(name: string, outcome: Outcome, of: BenchCase = given): number | undefined {
	const metric = metrics.find((candidate) => candidate.name === name)
	if (metric === undefined) throw new Error(`there is no metric "${name}"`)
	return metric.measure(measured(of, outcome, ['must', 'never', 'security'], count))
}

const lines = text.split('\n')
const only = (...kept: number[]): Outcome => ({ prompt: kept.map((at) => lines[at]).join('\n') })

describe('answer', () => {
	it('is 1 while an accepted answer stands, and 0 for a compressor that drops it', () => {
		expect(value('answer', { prompt: text })).toBe(1)
		expect(value('answer', only(0, 3))).toBe(1)
		expect(value('answer', only(0, 1, 2))).toBe(0)
	})

	it('does not apply where no answer ever stood in the text', () => {
		expect(value('answer', only(0), { ...given, answers: ['midnight'] })).toBeUndefined()
	})

	it('does not mind another layout or escaping, but minds another word', () => {
		expect(value('answer', { prompt: 'closes at\n  Six' })).toBe(1)
		expect(
			value('answer', { prompt: 'say \\"six\\"' }, { ...given, prompt: 'say "six"', answers: ['say "six"'] }),
		).toBe(1)
		const json = { ...given, prompt: '{ "berth": "44",\n "car": 7 }', answers: ['"berth": "44"'] }
		expect(value('answer', { prompt: '{"berth":"44","car":7}' }, json)).toBe(1)
		expect(value('answer', { prompt: '{"berth":"45","car":7}' }, json)).toBe(0)
		expect(value('answer', { prompt: 'closes at sev' })).toBe(0)
	})
})

describe('answer-read-back', () => {
	const json = { ...given, prompt: '[{"berth": "44"}, {"berth": "45"}]', answers: ['"berth": "44"'] }
	const sent = { prompt: '[#2 berth\n44\n45', decoded: '[{"berth":"44"},{"berth":"45"}]' }

	it('is 1 where the spelling of JSON that answers stands in the text read back alone', () => {
		expect(value('answer', sent, json)).toBe(1)
		expect(value('answer-read-back', sent, json)).toBe(1)
		expect(value('answer-read-back', sent, { ...json, answers: ['"berth": "44"', '44'] })).toBe(0)
		expect(value('answer-read-back', { prompt: sent.decoded }, json)).toBe(0)
	})

	it('is 0 for an answer that is lost, and none where none stood', () => {
		expect(value('answer-read-back', only(0, 1, 2))).toBe(0)
		expect(value('answer-read-back', sent, { ...json, answers: ['midnight'] })).toBeUndefined()
	})
})

describe('evidence', () => {
	it('stands whole only when every sentence does', () => {
		expect(value('whole-evidence', only(2, 3))).toBe(1)
		expect(value('whole-evidence', only(3))).toBe(0)
	})

	it('counts the words of the evidence: 4 + 5 distinct ones, of which "support closes at six" are 4', () => {
		// support closes at six | the cat sat on mat: nine words; without line 3 of the text "the" still stands.
		expect(value('evidence-words', only(0, 3))).toBeCloseTo(5 / 9, 10)
		expect(value('evidence-words', only(2, 3))).toBe(1)
	})
})

describe('needed', () => {
	it('is the share of the strings used later that still stand', () => {
		expect(value('needed', only(0, 3))).toBe(1)
		expect(value('needed', only(0))).toBe(0.5)
	})
})

describe('keywords', () => {
	it('catches a compressor that loses one: of "must" and "never" both, or one', () => {
		expect(value('keywords', only(1))).toBe(1)
		expect(value('keywords', only(0, 2, 3))).toBe(0)
		expect(value('keywords', { prompt: 'You must pay twice.' })).toBe(0.5)
	})

	it('wants every line that has one, and a repeated line once', () => {
		const twice = { ...given, prompt: 'You must go.\nYou must stay.\nYou must go.' }
		expect(value('keywords', { prompt: 'You must go.' }, twice)).toBe(0)
		expect(value('keywords', { prompt: 'You must go.\nYou must stay.' }, twice)).toBe(1)
	})

	it('takes whole words: "mustard" is no "must"', () => {
		expect(value('keywords', { prompt: '' }, { ...given, prompt: 'mustard' })).toBeUndefined()
	})
})

describe('instructions', () => {
	const system: Message = { role: 'system', content: 'Be   brief. Be kind.' }
	const talk = { ...given, prompt: [system, { role: 'user', content: 'hi' }] as const }

	it('keeps every word of system and pinned messages, in order', () => {
		expect(value('instructions', { prompt: [{ role: 'system', content: 'Be brief. Be kind.' }] }, talk)).toBe(
			1,
		)
		expect(value('instructions', { prompt: [{ role: 'system', content: 'Be brief.' }] }, talk)).toBe(0)
		expect(value('instructions', { prompt: [{ role: 'user', content: 'hi' }] }, talk)).toBe(0)
	})
})

describe('floor', () => {
	// 19 words: 4 + 5 + 6 + 4. Half is 9.5, so 10 holds and 9 does not.
	it('catches a compressor that crosses it by one token', () => {
		expect(count(text)).toBe(19)
		expect(value('floor', only(0, 2))).toBe(1)
		expect(value('floor', only(0, 1))).toBe(0)
	})

	it('is measured against what the lossy layer was given', () => {
		expect(value('floor', { ...only(0, 1), lossyInput: only(0, 1, 2).prompt })).toBe(1)
	})
})

describe('accounts', () => {
	const omission = { message: 0, text: 0, unit: 'lines', count: 2, total: 4, ranges: [[2, 3]] } as const
	const marked = `${lines[0]}\n[… 2 lines omitted: 2–3]\n${lines[3]}`

	it('hold when list and markers say the same', () => {
		expect(value('accounts', { prompt: marked, omissions: [omission] })).toBe(1)
		expect(value('accounts', { prompt: text, omissions: [] })).toBe(1)
	})

	it('are read from markers that carry an id too', () => {
		const recallable = marked.replace('2–3]', '2–3 · recall k3f9x0ab]')
		expect(value('accounts', { prompt: recallable, omissions: [omission] })).toBe(1)
		expect(value('accounts', { prompt: recallable, omissions: [] })).toBe(0)
	})

	it('are read from markers that point to what supersedes them', () => {
		const superseded = marked.replace('omitted', 'superseded by message 7')
		expect(value('accounts', { prompt: superseded, omissions: [omission] })).toBe(1)
		expect(value('accounts', { prompt: superseded, omissions: [] })).toBe(0)
	})

	it.each([
		['a marker that miscounts', marked.replace('2 lines', '3 lines'), omission],
		['a marker whose range is off by one', marked.replace('2–3', '2–4'), omission],
		['an omission without a marker', only(0, 3).prompt, omission],
		['a list that miscounts', marked, { ...omission, count: 1 }],
		['a range beyond the end', marked, { ...omission, ranges: [[4, 5]] as const }],
		[
			'ranges that overlap',
			marked,
			{
				...omission,
				count: 4,
				ranges: [
					[1, 2],
					[2, 3],
				] as const,
			},
		],
	])('catch %s', (_, prompt, wrong) => {
		expect(value('accounts', { prompt, omissions: [wrong] })).toBe(0)
	})

	it('do not count markers that the source came with', () => {
		const source = { ...given, prompt: `quoted: [… 5 lines omitted: 1–5]\n${text}` }
		expect(value('accounts', { prompt: source.prompt, omissions: [] }, source)).toBe(1)
	})

	it('do not apply to what keeps no account', () => {
		expect(value('accounts', { prompt: text })).toBeUndefined()
	})
})

describe('extractive', () => {
	it('is the share of lines quoted from the source, markers aside', () => {
		expect(value('extractive', { prompt: `${lines[0]}\n[… 2 lines omitted: 2–3]\nInvented line.` })).toBe(0.5)
		expect(value('extractive', only(1, 2))).toBe(1)
	})
})

describe('json-intact', () => {
	const json = { ...given, prompt: '{ "a": [1, null, "x"] }' }
	const lossless = (prompt: string): Outcome => ({ prompt, lossyInput: prompt })

	it('catches a slimmer that loses a value, and applies to lossless layers alone', () => {
		expect(value('json-intact', lossless('{"a":[1,null,"x"]}'), json)).toBe(1)
		expect(value('json-intact', lossless('{"a":[1,"x"]}'), json)).toBe(0)
		expect(value('json-intact', lossless('{"a":[1,null,"x"'), json)).toBe(0)
		expect(value('json-intact', { prompt: '{"a":[1]}' }, json)).toBeUndefined()
		expect(value('json-intact', lossless(text))).toBeUndefined()
	})
})
