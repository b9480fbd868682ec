import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conditionOf } from '@headroom/router'
import { describe, expect, it } from 'vitest'
import { datasetsRoot } from '../src/routing/load/dataset-files.ts'

const datasets = new URL('../../datasets/', import.meta.url)

/** Sentences of the documents of a data set, in its order, of so many words and more. */
function sentences(dataset: string, words: number): string[] {
	const rows = readFileSync(new URL(`${dataset}/data.jsonl`, datasets), 'utf8')
		.trim()
		.split('\n')
	return rows
		.map((row) => String(JSON.parse(row).context))
		.flatMap((text) => text.split(/(?<=[.!?])\s+|\n+/))
		.filter((sentence) => sentence.split(/\s+/).length >= words)
}

function share(texts: readonly string[], language: string): number {
	const condition = conditionOf({ language })
	const holds = (text: string): boolean =>
		condition.holds({ text, request: { model: 'm', messages: [] }, countTokens: () => 0 })
	return texts.filter(holds).length / texts.length
}

// The texts were written for this project, and the words of the languages without them.
describe('languages of our own documents', () => {
	it.each([
		['documents-de', 'german'],
		['meetings', 'english'],
		['rag-single-hop', 'english'],
	])(
		'%s is in %s: sentences of 12 words all but a few, of 5 most, and hardly one is taken for another',
		(dataset, language) => {
			const [short, long] = [sentences(dataset, 5), sentences(dataset, 12)]
			const others = [
				'english',
				'german',
				'dutch',
				'french',
				'spanish',
				'italian',
				'swedish',
				'danish',
				'norwegian',
			]
			expect(long.length).toBeGreaterThan(40)
			expect(share(long, language)).toBeGreaterThanOrEqual(0.97)
			expect(share(short, language)).toBeGreaterThanOrEqual(0.85)
			for (const other of others)
				if (other !== language) expect(share(short, other), other).toBeLessThan(0.01)
		},
	)
})

const xquad = join(datasetsRoot(), 'xquad', 'dev.jsonl')

/** Languages of XQuAD that share their script with another that is known; the others their script gives away. */
const SHARED: Readonly<Record<string, string>> = {
	en: 'english',
	de: 'german',
	es: 'spanish',
	ro: 'romanian',
	tr: 'turkish',
	vi: 'vietnamese',
	ru: 'russian',
	hi: 'hindi',
}

describe.skipIf(!existsSync(xquad))('languages of XQuAD', () => {
	it('are known by a question in nine of ten cases, and none is taken for another', () => {
		const rows = readFileSync(xquad, 'utf8')
			.trim()
			.split('\n')
			.map((row): { lang: string; question: string } => JSON.parse(row))
		const known = Object.entries(SHARED).map(([code, language]) => {
			const questions = rows.filter(({ lang }) => lang === code).map(({ question }) => question)
			for (const other of Object.values(SHARED))
				if (other !== language) expect(share(questions, other), `${language} as ${other}`).toBe(0)
			return { count: questions.length, right: share(questions, language) * questions.length }
		})
		const sum = (of: (one: (typeof known)[number]) => number): number =>
			known.reduce((all, one) => all + of(one), 0)
		expect(sum(({ right }) => right) / sum(({ count }) => count)).toBeGreaterThanOrEqual(0.9)
	})
})
