import { TokenSlimmer } from '@headroom/slimmer'
import type { ChatRequest, Message } from '@headroom/spec'
import { arbitraryText, testStage } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectLinear } from './linear-time.ts'
import { characters } from './slim-tool-result.ts'

const rules = { dictionary: true, 'log-templates': false }
const slimmer = new TokenSlimmer({ rules, tokenizer: characters })
const lossless = new TokenSlimmer({ rules, level: 'lossless' })
/** Rewrites without encoding: what a lossless restore is held to, since the layout of JSON is not kept. */
const rewritten = new TokenSlimmer({ level: 'lossless', encode: false, dedup: false })

const calls = [
	'GET https://api.example.com/repos/octo/demo/issues took 12 ms',
	'GET https://api.example.com/repos/octo/demo/pulls took 9 ms',
	'GET https://api.example.com/repos/octo/demo/tags took 31 ms',
].join('\n')
const named =
	'[[names used below: α=GET https://api.example.com/repos/octo/demo/]] ' +
	'αissues took 12 ms\nαpulls took 9 ms\nαtags took 31 ms'

describe('phrases that repeat', () => {
	it('stand once, in a head, and as a letter in the text', () => {
		expect(slimmer.slim(calls).text).toBe(named)
		expect(slimmer.restore(named)).toBe(calls)
	})
	it('are named in the order in which they come', () => {
		const text = [
			'Error: the warehouse in Rotterdam is closed; opened by Johann van Aken',
			'Warning: the warehouse in Rotterdam is almost full; opened by Johann van Aken',
			'Notice: the warehouse in Rotterdam needs a second gate; opened by Johann van Aken',
		].join('\n')
		expect(slimmer.slim(text).text).toBe(
			'[[names used below: α=the warehouse in Rotterdam β=opened by Johann van Aken]] ' +
				'Error: α is closed; β\nWarning: α is almost full; β\nNotice: α needs a second gate; β',
		)
	})
	it('get letters of another script where the text has Greek ones', () => {
		const text = `${calls}\nλ`
		expect(slimmer.slim(text).text).toContain('[[names used below: Б=GET https://api.')
		expect(slimmer.restore(slimmer.slim(text).text)).toBe(text)
	})
	it('do not end inside figures, words or emoji', () => {
		const line = (end: string): string => `the pressure in the northern vessel rose to ${end}`
		for (const ends of [
			['10.25', '10.75', '10.5', '10.125'],
			['2024-05-01', '2024-05-17', '2024-06-01', '2024-06-30'],
			['blueish', 'bluefin', 'blueprint', 'bluebird'],
			['👩‍👩‍👧', '👩‍👩‍👦', '👩‍🌾', '👩'],
			['#️⃣ once', '#️⃣ twice', '#7', '#12'],
		]) {
			const text = ends.map(line).join('\n')
			const body = ends.map((end) => `α ${end}`).join('\n')
			expect(slimmer.slim(text).text).toBe(
				`[[names used below: α=the pressure in the northern vessel rose to]] ${body}`,
			)
		}
	})
	it('do not overlap themselves', () => {
		const text = 'tick tock '.repeat(40).trim()
		const written = slimmer.slim(text).text
		expect(written).toMatch(/^\[\[names used below: α=tick tock tick tock/)
		expect(slimmer.restore(written)).toBe(text)
	})
	it('are left alone where they would read as the end of the head', () => {
		const lists = [3, 5, 8].map((boxes) => `the list [[main]] holds ${boxes} boxes`)
		expect(slimmer.slim(`${calls}\n${lists.join('\n')}`).text).toBe(`${named}\n${lists.join('\n')}`)
	})
	it('may share the hour of log lines', () => {
		const times = ['03:51,298', '04:17,004', '09:30,120', '11:02,771', '12:45,316', '14:08,052']
		const text = times.map((time) => `2015-10-18 18:${time} Scheduler woke up`)
		const written = slimmer.slim(text.join('\n')).text
		expect(written).toContain('α03:51,298')
		expect(slimmer.restore(written)).toBe(text.join('\n'))
	})
})

describe('other notation', () => {
	const block = (name: string): string =>
		['first', 'second', 'third', 'last']
			.map((step) => `The ${step} step of the nightly import runs /srv/jobs/${name}/${step}.sh once.`)
			.join('\n')
	const text = `${block('orders')}\n\n${block('stock')}\n\n${block('orders')}\n\n${block('prices')}`

	it('keeps its markers whole, and the lines they count', () => {
		const written = slimmer.slim(text).text
		expect(written).toMatch(/^\[\[names used below: /)
		expect(written.split('\n')).toContain('[same as lines 1–4 above: "The first step of the…"]')
		expect(slimmer.restore(written)).toBe(text)
	})
	it('is named inside, and both come back', () => {
		const users = Array.from({ length: 9 }, (_, id) => ({
			id,
			avatar: `https://avatars.example.com/u/${id}00?size=small&format=webp&cache=no`,
		}))
		const json = JSON.stringify(users)
		const written = slimmer.slim(json).text
		expect(written).toMatch(/^\[\[names used below: .*\]\] \[#9 id,avatar\n/)
		expect(slimmer.restore(written)).toBe(json)
	})
	it('does not keep a later message from pointing at the lines of an earlier one', () => {
		const message = (content: string): Message => ({ role: 'user', content })
		const messages = [message(text), message(`Again:\n${block('stock')}`)]
		const request: ChatRequest = { model: 'openai/gpt-4o-mini', messages }
		const context = { tokenizer: o200kBase(), signal: new AbortController().signal, observe: () => {} }
		const slimmed = lossless.run(request, context)
		expect(slimmed.messages[1]?.content).toBe(
			'Again:\n[same as lines 6–9 of message 1: "The first step of the…"]',
		)
		expect(lossless.restoreMessages(slimmed.messages)).toEqual(messages)
		expect(lossless.run(slimmed, context)).toEqual(slimmed)
	})
})

describe('the stage with its dictionary switched on', () => {
	it('keeps the laws of a stage', async () => {
		await testStage(() => new TokenSlimmer({ rules }), { cases: 300 })
	})
})

describe('what stays as it is', () => {
	it('is every text, unless the dictionary is switched on', () => {
		expect(new TokenSlimmer({ tokenizer: characters }).slim(calls).text).toBe(calls)
		expect(new TokenSlimmer({ tokenizer: characters, level: 'aggressive' }).slim(calls).text).toBe(calls)
		expect(new TokenSlimmer({ tokenizer: characters, rules, encode: false }).slim(calls).text).toBe(calls)
	})
	it('is a text whose keyword would be torn', () => {
		const keeping = (keyword: string): string =>
			new TokenSlimmer({ rules, tokenizer: characters, preserveKeywords: [keyword] }).slim(calls).text
		expect(keeping('demo/issues')).toBe(calls)
		expect(keeping('octo/demo')).toBe(named)
	})
	it('is a text that saves less than a twentieth', () => {
		const text = `${calls}\n${Array.from({ length: 400 }, (_, at) => `w${at.toString(36)}`).join(' ')}`
		expect(slimmer.slim(`${text} ${text.length ** 9}`).text).toBe(`${text} ${text.length ** 9}`)
	})
	it('is a text in Greek, Cyrillic and Japanese letters at once', () => {
		expect(slimmer.slim(`${calls}\nλ Ж カ`).text).toBe(`${calls}\nλ Ж カ`)
	})
	it('is a text written with names before, and what only looks so', () => {
		expect(slimmer.slim(named).text).toBe(named)
		for (const text of [
			'[[names used below: α=first]] α',
			'[[names used below: α=first β=second]] α and α and β',
			'[[names used below: a=first]] a and a',
			'[[names used below: α=first α=second]] α and α',
			'[[names used below: α=x]] α and α',
			'[[names used below: α= first]] α and α',
			'[[names used below: α=first]]α and α',
			'[[names used below: ]] α and α',
			'See [[names used below: α=first]] α and α',
		])
			expect(slimmer.restore(text)).toBe(text)
	})
	it('is a head whose names would grow beyond measure', () => {
		const bomb = `[[names used below: α=${'x'.repeat(400)}]] ${'α'.repeat(9999)}`
		expect(slimmer.restore(bomb)).toBe(bomb)
	})
})

describe('restoring', () => {
	const word = fc.constantFrom(
		'https://api.example.com/v1/users/',
		'/usr/lib/node_modules/',
		'at Object.<anonymous> (',
		'value',
		'10.0.0.7',
		'[x]',
		'[[y]]',
		']] ',
		'[[names used below: ',
		'α',
		' β=',
		'Ж=1',
		'カ',
		'=',
		'中文字。',
		'é',
		'e\u0301',
		'👩‍👩‍👧',
		'1️⃣',
		'\ud800',
		'\u2028',
		'\r\n',
		'\n',
		'\t',
		'  ',
		'{"id":1,"name":"Anna"}',
	)
	const phrase = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
	const text = fc
		.tuple(
			fc.array(phrase, { minLength: 1, maxLength: 4 }),
			fc.array(fc.tuple(fc.nat(), fc.oneof(word, arbitraryText)), { minLength: 1, maxLength: 30 }),
		)
		.map(([phrases, parts]) =>
			parts.map(([at, between]) => `${phrases[at % phrases.length] ?? ''}${between}`).join(' '),
		)

	it('brings back every text, on 5,000 made up', () => {
		let encoded = 0
		fc.assert(
			fc.property(text, (given) => {
				const written = lossless.slim(given).text
				if (/^\[\[names used below: [αБア]=/.test(written)) encoded++
				expect(lossless.restore(written)).toBe(rewritten.slim(given).text)
			}),
			{ numRuns: 5000, seed: 31 },
		)
		expect(encoded).toBeGreaterThan(1000)
	})

	it('brings back conversations, pointers into named texts resolved', () => {
		const line = fc.constantFrom(
			'GET https://api.example.com/repos/octo/demo/issues took 12 ms and answered with a page of 30 issues.',
			'GET https://api.example.com/repos/octo/demo/pulls took 9 ms and answered with a page of 12 pulls.\r',
			'GET https://api.example.com/repos/octo/demo/tags took 31 ms and answered with nothing.',
			'The gate in Rotterdam opened.',
			'The gate in Rotterdam closed.',
			'',
			'α β',
		)
		const content = fc.array(line, { minLength: 6, maxLength: 14 }).map((lines) => lines.join('\n'))
		const message = fc.record({
			role: fc.constantFrom('user', 'user', 'user', 'user', 'user', 'user', 'assistant', 'system'),
			content,
		})
		const context = { tokenizer: o200kBase(), signal: new AbortController().signal, observe: () => {} }
		let both = 0
		fc.assert(
			fc.property(fc.array(message, { minLength: 2, maxLength: 5 }), (messages: Message[]) => {
				const request: ChatRequest = { model: 'openai/gpt-4o-mini', messages }
				const slimmed = lossless.run(request, context)
				const sent = JSON.stringify(slimmed.messages)
				if (sent.includes('[[names used below: ') && sent.includes('[same as line')) both++
				expect(lossless.restoreMessages(slimmed.messages)).toEqual(rewritten.run(request, context).messages)
				expect(lossless.run(slimmed, context)).toEqual(slimmed)
			}),
			{ numRuns: 1000, seed: 32 },
		)
		expect(both).toBeGreaterThan(300)
	})
})

/** A tokenizer of almost no cost. */
const cheap = { id: 'quarters', exact: false, count: (given: string): number => Math.ceil(given.length / 4) }

describe('a text of more than a megabyte', () => {
	it('has a head for each part of it', () => {
		const lines = Array.from({ length: 30_000 }, (_, at) => `${at} GET https://api.example.com/users/u${at}`)
		const given = lines.join('\n')
		const long = new TokenSlimmer({ tokenizer: cheap, rules })
		const written = long.slim(given).text
		expect(given.length).toBeGreaterThan(1 << 20)
		expect(written.split('[[names used below: α=').length - 1).toBe(2)
		expect(long.restore(written)).toBe(given)
	})
})

describe('half a megabyte of one thing', () => {
	it.each([
		'a',
		'a-',
		'a b ',
		'a/b/',
		'0.1.',
		'－',
		'1️⃣',
		'ab\n',
		'foo bar baz\n',
		'α',
		']] ',
		'[[names used below: ',
		'[[names used below: α=ab\n',
		'[[names used below: α=ab β=cd]] αβα\n',
		'[same as line 1 above: "a"]\n',
	])('%j takes time in proportion to its length', (unit) => {
		expectLinear(unit, (text) => new TokenSlimmer({ tokenizer: cheap, rules }).slim(text))
	})
})
