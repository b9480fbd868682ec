import {
	type AnswerCheck,
	defaultChecks,
	finished,
	judged,
	normalAnswer,
	notEmpty,
	notRefused,
	validStructure,
	validToolCalls,
} from '@headroom/router'
import type { ChatRequest, ChatResponse, Message } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { processorTime } from '../../../../test/processor-time.ts'
import { ask } from './cheap-model.ts'

const says = (content: Message['content'], more: Partial<ChatResponse> = {}): ChatResponse => ({
	id: 'a',
	model: 'cheap',
	message: { role: 'assistant', content },
	finishReason: 'stop',
	...more,
})
const passes = async (check: AnswerCheck, answer: ChatResponse, request: ChatRequest = ask()) =>
	(await check.check(answer, request, {})).passes

describe('finished', () => {
	it.each([
		['stop', true],
		['tool-calls', true],
		['length', false],
		['content-filter', false],
		['other', false],
	] as const)('of an answer that ended with %s: %s', async (finishReason, expected) => {
		expect(await passes(finished(), says('42', { finishReason }))).toBe(expected)
	})
})

describe('notEmpty', () => {
	it('wants more than white space and thoughts', async () => {
		expect(await passes(notEmpty(), says(' \n'))).toBe(false)
		expect(await passes(notEmpty(), says([{ type: 'opaque', kind: 'thinking', value: 'hm' }]))).toBe(false)
		expect(await passes(notEmpty(), says([{ type: 'opaque', kind: 'audio', value: {} }]))).toBe(true)
		expect(await passes(notEmpty(), says([{ type: 'tool-call', id: 'c', name: 'f', arguments: '' }]))).toBe(
			true,
		)
	})
})

describe('notRefused', () => {
	it.each([
		'I’m sorry, but I can’t help with that.',
		"I'm  unable to assist with this request.",
		'Lo siento, pero no puedo ayudarte con eso.',
		'Je suis désolé, mais je ne peux pas vous aider avec cette demande.',
		'Tut mir leid, aber dabei kann ich dir nicht helfen.',
		'Desculpe, mas não posso ajudar com isso.',
		'Извините, но я не могу помочь с этим.',
		'抱歉，我无法协助处理这个请求。',
		'申し訳ありませんが、そのご依頼にはお手伝いできません。',
		'죄송하지만 그 요청은 도와드릴 수 없습니다.',
		'عذرًا، لا يمكنني المساعدة في ذلك.',
		'Üzgünüm, bu konuda yardımcı olamam.',
	])('hears %s', async (text) => {
		expect(await passes(notRefused(), says(text))).toBe(false)
	})

	it.each([
		'I cannot find a bug in this code.',
		'Sorry to hear that! You can return it within 30 days.',
		'No puedo creerlo, ¡felicidades! La respuesta es 42.',
		'Das kann ich bestätigen: Die Antwort ist 42.',
		'この値は負にできません。',
		'Unfortunately the flight is cancelled.',
		`{"answer": "I can't help with that."}`,
		`Write this: "${'x'.repeat(220)} I can't help with that"`,
	])('does not take %s for one', async (text) => {
		expect(await passes(notRefused(), says(text))).toBe(true)
	})

	it('heeds the marks of the wire formats, in whatever language', async () => {
		const refusal = { type: 'opaque', kind: 'refusal', value: { type: 'refusal', refusal: 'Ez' } } as const
		expect(await passes(notRefused(), says([refusal]))).toBe(false)
		const item = { content: [{ type: 'refusal', refusal: 'Ez' }] }
		expect(await passes(notRefused(), says([{ type: 'opaque', kind: 'message', value: item }]))).toBe(false)
		expect(await passes(notRefused(), says('42', { finishReason: 'content-filter' }))).toBe(false)
	})

	it('learns further phrases', async () => {
		const basque = notRefused({ phrases: ['Ezin dizut lagundu'] })
		expect(await passes(basque, says('Barkatu, ezin dizut lagundu horrekin.'))).toBe(false)
		expect(await passes(notRefused(), says('Barkatu, ezin dizut lagundu horrekin.'))).toBe(true)
	})
})

const schema = {
	type: 'object',
	properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1 } },
	required: ['city', 'days'],
	additionalProperties: false,
}

describe('validStructure', () => {
	// As chat completions, Responses and Messages spell it.
	it.each([
		{ type: 'json_schema', json_schema: { name: 'trip', strict: true, schema } },
		{ type: 'json_schema', name: 'trip', strict: true, schema },
		{ type: 'json_schema', schema },
	])('reads the schema of %j', async (responseFormat) => {
		const request = ask('Plan', { responseFormat })
		expect(await passes(validStructure(), says('{"city":"Oslo","days":3}'), request)).toBe(true)
		expect(await passes(validStructure(), says('{"city":"Oslo","days":0}'), request)).toBe(false)
		expect(await passes(validStructure(), says('{"city":"Oslo"}'), request)).toBe(false)
		expect(await passes(validStructure(), says('Oslo, three days'), request)).toBe(false)
	})

	it('says where it fails, and nothing of the answer', async () => {
		const verdict = await validStructure(schema).check(says('{"city":"Oslo","days":"hush"}'), ask(), {})
		expect(verdict).toEqual({ passes: false, reason: '$.days: expected integer' })
	})

	it('wants an object where JSON is asked for without a schema, and nothing where none is', async () => {
		const json = ask('Plan', { responseFormat: { type: 'json_object' } })
		expect(await passes(validStructure(), says('{}'), json)).toBe(true)
		expect(await passes(validStructure(), says('[]'), json)).toBe(false)
		expect(await passes(validStructure(), says('Oslo'), ask())).toBe(true)
		expect(await passes(validStructure(), says('Oslo'), ask('', { responseFormat: { type: 'text' } }))).toBe(
			true,
		)
	})
})

describe('validToolCalls', () => {
	const tools = [{ name: 'plan', parameters: schema }, { name: 'now' }]
	it.each([
		['plan', '{"city":"Oslo","days":3}', true],
		['plan', '{"city":"Oslo"}', false],
		['plan', '{"city":', false],
		['now', '', true],
		['later', '{}', false],
	])('%s(%s): %s', async (name, args, expected) => {
		const answer = says([{ type: 'tool-call', id: 'c', name, arguments: args }])
		expect(await passes(validToolCalls(), answer, ask('Plan', { tools }))).toBe(expected)
	})
})

describe('judged', () => {
	it.each([
		[true, true],
		[false, false],
		[0.7, true],
		[0.2, false],
		[Number.NaN, false],
		[{ accept: true, reason: 'fine' }, true],
		[{ score: 0.4 }, false],
	])('%j: %s', async (said, expected) => {
		expect(
			await passes(
				judged(async () => said),
				says('42'),
			),
		).toBe(expected)
	})

	it('has the score, the threshold and the reason in its verdict', async () => {
		const check = judged(() => ({ score: 6, reason: 'dull' }), { threshold: 7, name: 'editor' })
		expect(check.name).toBe('editor')
		expect(await check.check(says('42'), ask(), {})).toEqual({
			passes: false,
			reason: 'dull (score 6 against 7)',
			score: 6,
			threshold: 7,
		})
	})
})

it('takes time in proportion to an answer of a megabyte of one character', () => {
	const time = (length: number) =>
		processorTime(() => {
			for (const text of [' ', '{', '[', '"', "'", 'I'].map((one) => one.repeat(length))) {
				for (const check of defaultChecks) check.check(says(text), ask(), {})
				normalAnswer(text)
			}
		})
	time(1_000)
	// A second is some fifty times what it takes; squared time would be hours.
	expect(time(1_000_000)).toBeLessThan(1_000)
})
