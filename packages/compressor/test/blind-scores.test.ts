import { describe, expect, it } from 'vitest'
import { centrality } from '../src/score/centrality.ts'
import { identifierCover } from '../src/score/identifiers.ts'
import { indexTerms } from '../src/score/index-terms.ts'
import { logLike } from '../src/score/log-like.ts'
import { replies } from '../src/score/replies.ts'
import { isCollection } from '../src/score/sources.ts'
import { surprise } from '../src/score/surprise.ts'
import { defaultSegmenters, segmentText, wholeText } from '../src/segment/segmenters.ts'

const turns = (...texts: string[]) => texts.map(wholeText)

describe('surprise', () => {
	it('is that of new words over the root of their number; words said before count three tenths', () => {
		// Three terms and one more: alpha is log 4/2 each time, beta log 4/1.
		const scores = surprise(indexTerms(turns('alpha', 'alpha beta')))
		expect(scores[0]).toBeCloseTo(Math.log(2), 10)
		expect(scores[1]).toBeCloseTo((0.3 * Math.log(2) + Math.log(4)) / Math.SQRT2, 10)
	})
})

describe('a reply', () => {
	it('is the turn after a question, also when an aside stands behind the question mark', () => {
		const texts = turns(
			'How long have you surfed? [shows a photo]',
			'Five years.',
			'Wow.',
			'在哪里？',
			'东京',
		)
		expect([...replies(indexTerms(texts), texts)]).toEqual([0, 1, 0, 0, 1])
	})

	it('is the opening of a long turn, not all of it', () => {
		const sentence = 'This sentence is about as long as sentences are in letters between old friends. '
		const long = segmentText(sentence.repeat(5).trim(), defaultSegmenters)
		const texts = [wholeText('How are you?'), long]
		expect(long.segments).toHaveLength(5)
		expect([...replies(indexTerms(texts), texts)]).toEqual([0, 1, 1, 0, 0, 0])
	})
})

describe('centrality', () => {
	it('is higher for documents that speak of the same rare things than for one apart', () => {
		const texts = turns(
			'otters swim rivers',
			'otters rivers fish',
			'violin sonata tempo',
			'granite quartz basalt',
		)
		const [first = 0, second = 0, third = 0, fourth = 0] = centrality(indexTerms(texts))
		expect(first).toBeCloseTo(second, 10)
		expect(third).toBeCloseTo(fourth, 10)
		// The share that no document is given by another: 15 % over four.
		expect(third).toBeCloseTo(0.0375, 10)
		expect(first).toBeCloseTo(0.4625, 10)
	})

	it('is even where nothing is shared, and empty for nothing', () => {
		const [first, second] = centrality(indexTerms(turns('otters', 'violin')))
		expect(first).toBe(second)
		expect(centrality(indexTerms([]))).toHaveLength(0)
	})
})

describe('a collection of sources', () => {
	const passage = (n: number): string =>
		`Document [${n}](Title: Place ${n}) The town of Place lies by a river and has been known for its market since the middle ages. It is quiet.`

	it('is known by its labels, from five on', () => {
		const of = (count: number) =>
			indexTerms([
				segmentText(Array.from({ length: count }, (_, n) => passage(n + 1)).join('\n\n'), defaultSegmenters),
			])
		expect(isCollection(of(5))).toBe(true)
		expect(isCollection(of(4))).toBe(false)
	})

	it('is not what speakers say, however long', () => {
		const turn = (n: number): string =>
			`Ana: ${'We talked about the budget again and nobody agreed. '.repeat(14 + n)}`
		const talk = segmentText(Array.from({ length: 6 }, (_, n) => turn(n)).join('\n'), defaultSegmenters)
		expect(talk.segments.filter(({ first, last }) => last < first)).toHaveLength(6)
		expect(isCollection(indexTerms([talk]))).toBe(false)
	})
})

describe('a log', () => {
	it('is known by the numbers in its lines; a story with a date in one is none', () => {
		const log = segmentText(
			Array.from({ length: 12 }, (_, n) => `12:0${n % 10} tick`).join('\n'),
			defaultSegmenters,
		)
		const story = segmentText(
			Array.from({ length: 12 }, (_, n) => (n === 3 ? 'in 1994' : 'later')).join('\n'),
			defaultSegmenters,
		)
		expect([...logLike(indexTerms([log, story]), 2)]).toEqual([1, 0])
	})
})

describe('an identifier', () => {
	it('that the user told is worth six of those a tool gave', () => {
		const task = {
			texts: turns('my id is mia_li_3668', 'the id is ivo_li_1207'),
			roles: ['user', 'tool'] as const,
			query: '',
			focus: 'work' as const,
			standing: [],
		}
		const [told = 0, given = 0] = identifierCover(task, indexTerms(task.texts))
		// One identifier over the 0.4th power of 20 and the length of its segment.
		expect(told).toBeCloseTo(6 / (20 + 20) ** 0.4, 10)
		expect(given).toBeCloseTo(1 / (20 + 21) ** 0.4, 10)
	})
})
