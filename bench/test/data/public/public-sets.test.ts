import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPublicSet } from '../../../src/data/public/read-public.ts'
import { readRouterBenchCsv } from '../../../src/routing/index.ts'

function file(name: string, content: unknown): string {
	const path = join(mkdtempSync(join(tmpdir(), 'headroom-public-')), name)
	writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
	return path
}

describe('readPublicSet', () => {
	it('reads SQuAD: an article is one text, the sentence of the answer is the evidence', () => {
		const squad = {
			data: [
				{
					title: 'Harbours',
					paragraphs: [
						{
							context: 'The harbour is old. It opened in 1911. It has two piers.',
							qas: [
								{ id: 'q1', question: 'When did it open?', answers: [{ text: '1911', answer_start: 33 }] },
								{ id: 'q2', question: 'Who?', is_impossible: true, answers: [] },
							],
						},
						{ context: 'Fish is sold there.', qas: [] },
					],
				},
			],
		}
		expect(readPublicSet(file('dev-v2.0.json', squad), 'squad')).toMatchObject({
			name: 'dev-v2.0',
			items: 1,
			cases: [
				{
					id: 'dev-v2.0/q1',
					prompt: 'The harbour is old. It opened in 1911. It has two piers.\n\nFish is sold there.',
					query: 'When did it open?',
					answers: ['1911'],
					evidence: ['It opened in 1911.'],
				},
			],
		})
	})

	it('reads HotpotQA: ten documents, the supporting sentences are the evidence', () => {
		const row = {
			_id: 'a1',
			question: 'Where was the architect of the pier born?',
			answer: 'Bergen',
			context: [
				['Pier', ['The pier stands.', ' Ada Lund built it.']],
				['Ada Lund', ['Ada Lund was born in Bergen.']],
			],
			supporting_facts: [
				['Pier', 1],
				['Ada Lund', 0],
			],
		}
		const { cases } = readPublicSet(
			file('hotpot.json', [row, { ...row, _id: 'a2', answer: 'yes' }]),
			'hotpotqa',
		)
		expect(cases[0]).toMatchObject({
			prompt: 'Pier\nThe pier stands. Ada Lund built it.\n\nAda Lund\nAda Lund was born in Bergen.',
			answers: ['Bergen'],
			evidence: ['Ada Lund built it.', 'Ada Lund was born in Bergen.'],
		})
		expect(cases[1]?.answers).toEqual([])
	})

	it('reads LongBench and GSM8K', () => {
		const long = {
			_id: 'x',
			input: 'Who?',
			context: 'Ada did.',
			answers: ['Ada'],
			dataset: 'qasper',
			language: 'en',
		}
		expect(readPublicSet(file('qasper.jsonl', `${JSON.stringify(long)}\n`), 'longbench').cases).toMatchObject(
			[{ kind: 'qasper', prompt: 'Ada did.', query: 'Who?', answers: ['Ada'] }],
		)
		const lines = Array.from({ length: 9 }, (_, n) =>
			JSON.stringify({ question: `What is ${n}+1?`, answer: `${n}+1.\n#### ${n + 1}` }),
		)
		const { cases } = readPublicSet(file('test.jsonl', lines.join('\n')), 'gsm8k')
		expect(cases).toHaveLength(1)
		expect(cases[0]).toMatchObject({ query: 'What is 8+1?' })
		expect(cases[0]?.prompt).toContain('Question: What is 0+1?\nAnswer: 0+1.\n#### 1')
	})

	it('says what is wrong with a file', () => {
		expect(() => readPublicSet(file('a.json', '{}'), 'squad')).toThrow('cannot be read as squad')
		expect(() => readPublicSet(file('a.json', '[]'), 'hotpotqa')).toThrow('it holds no question')
		expect(() => readPublicSet('/no/such', 'squad')).toThrow('ENOENT')
		expect(() => readPublicSet('a', 'msmarco')).toThrow('expected one of squad, hotpotqa, longbench, gsm8k')
	})
})

describe('readRouterBenchCsv', () => {
	const head = 'prompt,eval_name,cheap,cheap|total_cost,dear,dear|total_cost'

	it('reads scores and USD by model, with commas and line breaks in prompts', () => {
		expect(readRouterBenchCsv(`${head}\n"Add 1, 2.\nWhat?",math,0.5,0.001,1,0.02\n`)).toEqual({
			models: ['cheap', 'dear'],
			prompts: ['Add 1, 2.\nWhat?'],
			evals: ['math'],
			quality: [[0.5, 1]],
			cost: [[0.001, 0.02]],
		})
	})

	it('says which figure is missing', () => {
		expect(() => readRouterBenchCsv(`${head}\nx,math,0.5,,1,0.02\n`)).toThrow(
			'row 1, column "cheap|total_cost" is ""; expected a number',
		)
		expect(() => readRouterBenchCsv('prompt\nx\n')).toThrow('no column ends in "|total_cost"')
	})
})
