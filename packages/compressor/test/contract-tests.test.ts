import { describe, expect, it } from 'vitest'
import type {
	Ranking,
	Scorer,
	Segment,
	SegmentedText,
	Segmenter,
	Strategy,
	StrategyTask,
} from '../src/index.ts'
import { type TestSegmenterOptions, testScorer, testSegmenter, testStrategy } from '../src/testing.ts'

/** Cuts after every line break, and nowhere else. */
function linesOf(text: string): Segment[] {
	const segments: Segment[] = []
	for (let start = 0; start < text.length; ) {
		const at = text.indexOf('\n', start)
		const end = at === -1 ? text.length : at + 1
		const number = segments.length + 1
		segments.push({
			start,
			end,
			group: 0,
			first: number,
			last: number,
			parent: -1,
			block: 0,
			required: false,
		})
		start = end
	}
	return segments
}

function segmenter(
	change: (segmented: SegmentedText) => SegmentedText | undefined = (same) => same,
): Segmenter {
	return {
		name: 'sample',
		segment(text) {
			const segments = linesOf(text)
			return change({ text, segments, groups: [{ unit: 'lines', total: segments.length }], kind: 'lines' })
		},
	}
}

/** The same cuts with something else in the last segment. */
const withLast = (more: Partial<Segment>) =>
	segmenter((segmented) => {
		const segments = segmented.segments.map((segment, at, all) =>
			at === all.length - 1 ? { ...segment, ...more } : segment,
		)
		return { ...segmented, segments }
	})

/** Cuts at these places, as sentences. */
const cutAt = (places: (text: string) => number[], kind: 'lines' | 'json' = 'lines'): Segmenter => ({
	name: 'sample',
	segment(text) {
		const ends = [...places(text).filter((at) => at > 0 && at < text.length), text.length]
		const segments = ends.map(
			(end, at): Segment => ({
				start: ends[at - 1] ?? 0,
				end,
				group: 0,
				first: at + 1,
				last: at + 1,
				parent: -1,
				block: 0,
				required: false,
			}),
		)
		const some = text === '' ? [] : segments
		return { text, segments: some, groups: [{ unit: 'sentences', total: some.length }], kind }
	},
})

type Outlaw = readonly [string, Segmenter, string, Partial<TestSegmenterOptions>?]

let calls = 0
const samples = ['one\ntwo\nthree']
const outlaws: readonly Outlaw[] = [
	['another text', segmenter((all) => ({ ...all, text: `${all.text} ` })), 'it gives back another text'],
	['a gap', withLast({ start: 9 }), 'segment 2 starts at 9, expected 8'],
	['an end too early', withLast({ end: 10 }), 'the segments end at 10, expected 13'],
	['an empty segment', withLast({ end: 8 }), 'segment 2 ends at 8'],
	['a number left out', withLast({ first: 4, last: 4 }), 'segment 2 starts with unit 4, expected 3'],
	[
		'a parent after its child',
		withLast({ parent: 2 }),
		'segment 2 has the parent 2; expected a segment before it',
	],
	['a block before the last one', withLast({ block: -1 }), 'segment 2 is of block -1'],
	['a group that is not there', withLast({ group: 1 }), 'segment 2 is of group 1, which is not there'],
	[
		'a wrong total',
		segmenter((all) => ({ ...all, groups: [{ unit: 'lines', total: 7 }] })),
		'group 0 says that there are 7 lines; its segments have 3',
	],
	[
		'a marker after the end',
		segmenter((all) => ({ ...all, groups: [{ unit: 'lines', total: all.segments.length, markerAfter: 3 }] })),
		'group 0 has its marker after segment 3 of 3',
	],
	[
		'a family cut in two',
		cutAt((text) => [text.indexOf('👩‍👩‍👧') + 2]),
		'inside the character "👩‍👩‍👧"',
		{ samples: ['one 👩‍👩‍👧 two'] },
	],
	[
		'a line break cut in two',
		cutAt((text) => [text.indexOf('\r') + 1]),
		'inside the character "\\r\\n"',
		{ samples: ['a\r\nb'] },
	],
	[
		'a colour cut in two',
		cutAt((text) => [text.indexOf('31m')]),
		'inside an escape sequence of a terminal',
		{ samples: ['\u001b[31mred'] },
	],
	[
		'an escape in JSON cut in two',
		cutAt((text) => [text.indexOf('\\') + 1], 'json'),
		'inside an escape in JSON',
		{ samples: ['["a\\nb"]'] },
	],
	[
		'a number in JSON’s hexadecimal cut in two',
		cutAt((text) => [text.indexOf('\\u') + 4], 'json'),
		'inside an escape in JSON',
		{ samples: ['["\\u0041b"]'] },
	],
	[
		'blank lines not counted',
		segmenter((all) => ({
			...all,
			segments: [
				{ start: 0, end: 3, group: 0, first: 1, last: 1, parent: -1, block: 0, required: false },
				{ start: 3, end: 4, group: 0, first: 2, last: 2, parent: -1, block: 0, required: false },
			],
			groups: [{ unit: 'lines', total: 2 }],
		})),
		'segment 1 is line 3 of the text, not 2',
		{ samples: ['a\n\nb'] },
	],
	[
		'two ways to cut one text',
		segmenter((all) => ({ ...all, kind: calls++ % 2 === 0 ? 'lines' : 'prose' })),
		'the same text is cut in two ways',
	],
	['a sample it does not know', segmenter(() => undefined), 'a sample of its kind is not cut'],
	['a text of another kind', segmenter(), 'a text of another kind is cut', { foreign: ['x'] }],
	[
		'quadratic time',
		segmenter((all) => {
			let sum = 0
			for (let at = 0; at < all.text.length; at += 64) for (let to = 0; to < at; to++) sum += to & 1
			return sum === -1 ? undefined : all
		}),
		'expected time in proportion to the length',
	],
]

describe('testSegmenter', () => {
	it('accepts a segmenter that keeps every promise', async () => {
		await testSegmenter(segmenter(), { samples })
		const json = segmenter((all) => (all.text.startsWith('{') ? all : undefined))
		await testSegmenter(json, { samples: ['{\n}'], foreign: ['', 'x'] })
		// An escaped backslash ends where the cut is.
		await testSegmenter(
			cutAt((text) => [text.indexOf('\\\\') + 2].filter((at) => at > 1), 'json'),
			{
				samples: ['["a\\\\b"]'],
				cases: 1,
			},
		)
	}, 60_000)

	for (const [what, outlaw, message, more] of outlaws) {
		it(`catches ${what}`, async () => {
			await expect(testSegmenter(outlaw, { samples, ...more })).rejects.toThrow(message)
		}, 60_000)
	}

	it('wants a sample', async () => {
		await expect(testSegmenter(segmenter(), { samples: [] })).rejects.toThrow('samples is empty')
	})
})

const sizeOf = ({ texts }: StrategyTask): number =>
	texts.reduce((sum, { segments }) => sum + segments.length, 0)
const first = (task: StrategyTask): Ranking => ({
	scores: Float64Array.from({ length: sizeOf(task) }, (_, at) => -at),
	reason: 'last',
})
function strategy(rank: (task: StrategyTask) => Ranking | Promise<Ranking>): () => Strategy {
	return () => ({
		name: 'sample',
		rank(task) {
			task.signal?.throwIfAborted()
			return rank(task)
		},
	})
}

const outlawStrategies: readonly (readonly [string, () => Strategy, string])[] = [
	[
		'a score too few',
		strategy((task) => ({ ...first(task), scores: new Float64Array(Math.max(0, sizeOf(task) - 1)) })),
		'scores for',
	],
	[
		'no number',
		strategy((task) => ({ ...first(task), scores: new Float64Array(sizeOf(task)).fill(Number.NaN) })),
		'the score of segment 0 is NaN; expected a finite number',
	],
	['no reason', strategy((task) => ({ ...first(task), reason: ' ' })), 'it gives no reason'],
	[
		'another ranking the next time',
		strategy((task) => ({ scores: new Float64Array(sizeOf(task)).fill(calls++), reason: 'x' })),
		'the same task has two rankings',
	],
	[
		'memory of earlier tasks',
		() => {
			let seen = 0
			return strategy((task) => ({ scores: new Float64Array(sizeOf(task)).fill(seen++), reason: 'x' }))()
		},
		'the same task has two rankings',
	],
	['a deaf one', () => ({ name: 'sample', rank: first }), 'an aborted task throws the signal’s reason'],
	[
		'a write into its task',
		strategy((task) => {
			;(task as { query: string }).query = ''
			return first(task)
		}),
		'read only',
	],
	[
		'quadratic time',
		strategy((task) => {
			const ranking = first(task)
			const text = task.texts.map((one) => one.text).join('')
			let sum = 0
			for (let at = 0; at < text.length; at += 64) for (let to = 0; to < at; to++) sum += to & 1
			return sum === -1 ? { ...ranking, reason: 'odd' } : ranking
		}),
		'expected time in proportion to the length',
	],
]

describe('testStrategy', () => {
	it('accepts a strategy that keeps every promise, an asynchronous one too', async () => {
		await testStrategy(strategy(first))
		await testStrategy(strategy(async (task) => first(task)))
	}, 60_000)

	it.each(outlawStrategies)(
		'catches %s',
		async (_what, outlaw, message) => {
			await expect(testStrategy(outlaw)).rejects.toThrow(message)
		},
		60_000,
	)
})

describe('testScorer', () => {
	const scorer = (score: Scorer['score'], weight = 1): Scorer => ({ name: 'sample', weight, score })

	it('accepts a scorer that keeps every promise and catches one that does not', async () => {
		await testScorer(scorer((task) => first(task).scores))
		await expect(testScorer(scorer(() => new Float64Array(1)))).rejects.toThrow(
			'scorer "sample" breaks a promise: it gives 1 scores for',
		)
		await expect(testScorer(scorer((task) => first(task).scores, Number.NaN))).rejects.toThrow(
			'its weight is NaN',
		)
	}, 60_000)
})
