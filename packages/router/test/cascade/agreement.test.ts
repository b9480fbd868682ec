import { agreement, type Cascade, normalAnswer, withCascade } from '@headroom/router'
import { describe, expect, it } from 'vitest'
import { ask, cheapModel, listener } from './cheap-model.ts'

describe('normalAnswer', () => {
	it.each([
		['42', '42.0'],
		['1,234.5', '$1234.50'],
		['\\$18', '18'],
		['1e3', '1,000'],
		['-0', '0'],
		['42.', ' 42 '],
		['４２', '42'],
		['(B)', 'b.'],
		['{"a": 1, "b": [2]}', '{"b":[2],"a":1}'],
		["[('a', 1), ('b c', 2)]", '[("a",1),("b c",2)]'],
		['Paris.', ' paris'],
		['"Paris"', 'Paris'],
		['„x“ is it', '„X“  is it'],
		['東京。', '東京'],
	])('%s is %s', (one, other) => {
		expect(normalAnswer(one)).toBe(normalAnswer(other))
	})

	it.each([
		['42', '43'],
		['-7', '7'],
		['1,5', '15'],
		['50%', '50'],
		['["a b"]', '["ab"]'],
		["['a']", "['A']"],
		["['a b']", "['ab']"],
		['12345678901234567890', '12345678901234567891'],
		['A', 'B'],
		['yes', 'no'],
		['""', '"x"'],
	])('%s is not %s', (one, other) => {
		expect(normalAnswer(one)).not.toBe(normalAnswer(other))
	})
})

describe('agreement', () => {
	const run = async (script: Record<string, string>, rule = agreement()) => {
		const inner = cheapModel({ strong: 'the strong one', ...script })
		const { events, observe } = listener()
		const cascade = { strong: { try: ['a', 'b', 'c'], rule } }
		const { model } = await withCascade(inner, cascade).generate(ask(), { observe })
		return { model, asked: inner.asked.map(({ model }) => model), events }
	}

	it('asks a second opinion, gives the first answer, and bills the second', async () => {
		const { model, asked, events } = await run({ a: '42', b: '42.0' })
		expect([model, asked]).toEqual(['a', ['a', 'b']])
		expect(events.filter(({ type }) => type === 'model-usage')).toMatchObject([{ model: 'b' }])
		expect(events.find((event) => event.type === 'cascade' && event.step === 'accept')).toMatchObject({
			model: 'a',
			attempts: 2,
			by: 'agreement',
			reason: '2 of 2 answers agree',
		})
	})

	it('gives the earliest of those that agree', async () => {
		expect(await run({ a: '1', b: '2', c: '2' })).toMatchObject({ model: 'b', asked: ['a', 'b', 'c'] })
	})

	it('asks no further cheap model once too few are left to agree', async () => {
		expect(await run({ a: '1', b: '2', c: '2' }, agreement({ least: 3 }))).toMatchObject({
			model: 'strong',
			asked: ['a', 'b', 'strong'],
		})
	})

	it('compares the part of an answer that it is told to', async () => {
		const last = agreement({ answerOf: (text) => /answer: (.*)/i.exec(text)?.[1] })
		expect((await run({ a: 'So, answer: 7', b: 'Hence the answer: 7' }, last)).model).toBe('a')
		// Without such a part an answer agrees with nothing, not with others that lack it either.
		expect((await run({ a: 'Who knows', b: 'Who knows', c: 'Answer: 1' }, last)).model).toBe('strong')
	})

	it('wants two answers at least', () => {
		expect(() => agreement({ least: 1 })).toThrow('least is 1; expected 2 or more answers')
	})

	it('is refused where there are too few answers to agree, which would pay for each of them in vain', () => {
		const cascaded = (cascade: Cascade) => () => withCascade(cheapModel({}), { strong: cascade })
		expect(cascaded({ try: ['a'], rule: agreement() })).toThrow(
			'cascades["strong"]: the rule agreement accepts nothing before 2 attempts, and there are 1 at most',
		)
		expect(cascaded({ try: ['a', 'b'], maxAttempts: 1, rule: agreement() })).toThrow('agreement')
		expect(cascaded({ try: [{ model: 'a', samples: 2 }], rule: agreement() })).not.toThrow()
	})
})
