/** A segmenter, a strategy and a scorer of your own, each held to what all of them promise. */
import {
	ContextCompressor,
	defaultSegmenters,
	extractiveStrategy,
	type Scorer,
	type Segment,
	type Segmenter,
	type Strategy,
} from '@headroom/compressor'
import { testScorer, testSegmenter, testStrategy } from '@headroom/compressor/testing'

const START = /^BEGIN:VEVENT\r?$/gm

/** Cuts calendars by event; whatever stands before the first one and after the last must stay. */
const calendarSegmenter: Segmenter = {
	name: 'calendar',
	segment(text) {
		if (!text.startsWith('BEGIN:VCALENDAR')) return undefined
		const starts = [...text.matchAll(START)].map(({ index }) => index)
		const tail = text.lastIndexOf('END:VCALENDAR')
		if (starts.length === 0 || tail < (starts.at(-1) ?? 0)) return undefined
		const cuts = [0, ...starts, tail, text.length]
		const segments = cuts.slice(0, -1).map((start, at): Segment => {
			const event = at > 0 && at <= starts.length
			const before = Math.min(Math.max(0, at - 1), starts.length)
			return {
				start,
				end: cuts[at + 1] ?? text.length,
				group: 0,
				first: before + 1,
				last: event ? before + 1 : before,
				parent: -1,
				block: at,
				required: !event,
			}
		})
		return { text, segments, groups: [{ unit: 'entries', total: starts.length }], kind: 'lines' }
	},
}

/** Keeps what came last. */
const latest: Strategy = {
	name: 'latest',
	rank({ texts, signal }) {
		signal?.throwIfAborted()
		const all = texts.flatMap(({ segments }) => segments)
		return { scores: Float64Array.from(all, (_, at) => at), reason: 'older' }
	},
}

/** What is confirmed is worth more. */
const confirmed: Scorer = {
	name: 'confirmed',
	weight: 0.5,
	score: ({ texts }) =>
		Float64Array.from(
			texts.flatMap(({ text, segments }) =>
				segments.map(({ start, end }) => (text.slice(start, end).includes('STATUS:CONFIRMED') ? 1 : 0)),
			),
		),
}

const events = Array.from(
	{ length: 40 },
	(_, n) =>
		`BEGIN:VEVENT\r\nSUMMARY:Meeting ${n} of the committee\r\nSTATUS:${n % 8 === 0 ? 'CONFIRMED' : 'TENTATIVE'}\r\nEND:VEVENT\r\n`,
)
const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`

const segmenters = [calendarSegmenter, ...defaultSegmenters]
const newest = await new ContextCompressor({ segmenters, strategy: latest }).compress(calendar)
console.log(newest.omissions[0]?.unit, newest.omissions[0]?.reason) // → entries older
console.log(newest.text.includes('Meeting 39 of'), newest.text.endsWith('END:VCALENDAR\r\n')) // → true true

const strategy = extractiveStrategy({ scorers: [confirmed] })
const { text } = await new ContextCompressor({ segmenters, strategy }).compress(calendar)
console.log([0, 8, 16, 24, 32].every((n) => text.includes(`Meeting ${n} of`))) // → true

await testSegmenter(calendarSegmenter, { samples: [calendar], foreign: ['', 'plain text', '{"a": 1}'] })
await testStrategy(() => latest, { cases: 25 })
await testScorer(confirmed, { cases: 25 })
console.log('all promises kept') // → all promises kept
