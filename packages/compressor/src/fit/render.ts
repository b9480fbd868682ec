import { formatMarker, type Marker } from '../marker.ts'
import type { IdOf } from '../recall/id.ts'
import type { LeftOut } from '../recall/keep.ts'
import { leave } from '../recall/leave.ts'
import { escapedBlanksStart } from '../segment/escapes.ts'
import type { SegmentedText, Unit } from '../segment/segment.ts'

/** What was left out of one text, in the units of one numbering. */
export interface TextOmission {
	readonly unit: Unit
	/** Units left out. */
	readonly count: number
	/** Units the text had. */
	readonly total: number
	/** 1-based inclusive ranges, in order. */
	readonly ranges: readonly (readonly [number, number])[]
	/** Characters left out. */
	readonly characters: number
	/** What each of its markers stands for, in order; empty without a store. */
	readonly left: readonly LeftOut[]
}

export interface RenderedText {
	readonly text: string
	readonly omissions: readonly TextOmission[]
	/** What all markers stand for. */
	readonly left: readonly LeftOut[]
}

interface GroupTally {
	count: number
	characters: number
	readonly ranges: [number, number][]
	/** Stretches behind the group's one marker. */
	readonly stretches: string[]
	readonly left: LeftOut[]
}

/**
 * Writes a text with the segments that are kept, byte for byte, and a marker for each run of others.
 *
 * @param at Index of the text's first segment in `keep`.
 * @param idOf Spells the ids of what is left out; without it markers carry none.
 * @param how What the marker says became of a text of which nothing is kept.
 */
export function renderText(
	target: SegmentedText,
	keep: Uint8Array,
	at: number,
	idOf?: IdOf,
	how: Marker['how'] = 'omitted',
): RenderedText {
	const { text, segments, groups } = target
	if (!keep.subarray(at, at + segments.length).includes(1)) return omitted(text, idOf, how)
	const tallies: GroupTally[] = groups.map(() => ({
		count: 0,
		characters: 0,
		ranges: [],
		stretches: [],
		left: [],
	}))
	const closing = new Map<number, number[]>()
	for (const [group, { markerAfter }] of groups.entries()) {
		if (markerAfter !== undefined) closing.set(markerAfter, [...(closing.get(markerAfter) ?? []), group])
	}
	let out = ''
	let run = -1
	const flushRun = (end: number): void => {
		if (run === -1) return
		out += inPlaceMarker(target, run, end, idOf, tallies)
		run = -1
	}
	let kept = -1
	for (const [index, segment] of segments.entries()) {
		const group = groups[segment.group]
		if (keep[at + index] === 1) {
			flushRun(index)
			if (kept === -1) kept = segment.start
		} else {
			if (kept !== -1) out += text.slice(kept, segment.start)
			kept = -1
			const tally = tallies[segment.group]
			if (tally !== undefined) addRange(tally, segment.first, segment.last, segment.end - segment.start)
			if (group?.markerAfter === undefined) run = run === -1 ? index : run
			else if (idOf !== undefined) tally?.stretches.push(text.slice(segment.start, segment.end))
		}
		const closed = closing.get(index)
		if (closed === undefined) continue
		if (kept !== -1) out += text.slice(kept, segment.end)
		kept = -1
		for (const number of closed) {
			const tally = tallies[number]
			const of = groups[number]
			if (tally === undefined || of === undefined || tally.count === 0) continue
			const label = of.label === undefined ? {} : { label: of.label }
			const { count, ranges } = tally
			const recall = leave(tally.left, idOf, tally.stretches.join(''))
			const marker = formatMarker({ unit: of.unit, count, total: of.total, ranges, ...label, ...recall })
			out += (of.escaped === true ? '\\n' : '\n') + marker
		}
	}
	if (kept !== -1) out += text.slice(kept)
	flushRun(segments.length)
	const omissions: TextOmission[] = []
	for (const [index, tally] of tallies.entries()) {
		const group = groups[index]
		if (group === undefined || tally.count === 0) continue
		const { count, characters, ranges, left } = tally
		omissions.push({ unit: group.unit, total: group.total, count, characters, ranges, left })
	}
	return { text: out, omissions, left: tallies.flatMap(({ left }) => left) }
}

/** A text of which nothing is kept, counted in lines, which every text has. */
function omitted(text: string, idOf: IdOf | undefined, how: Marker['how'] = 'omitted'): RenderedText {
	let count = 1
	for (let at = text.indexOf('\n'); at !== -1 && at < text.length - 1; at = text.indexOf('\n', at + 1))
		count++
	const left: LeftOut[] = []
	const recall = leave(left, idOf, text)
	const omission: TextOmission = {
		unit: 'lines',
		count,
		total: count,
		ranges: [[1, count]],
		characters: text.length,
		left,
	}
	const marker = formatMarker({ unit: 'lines', count, ranges: [[1, count]], how, ...recall })
	return { text: marker, omissions: [omission], left }
}

/** The marker of the segments from `from` up to `to`, then the blanks that ended the last of them. */
function inPlaceMarker(
	{ text, segments, groups }: SegmentedText,
	from: number,
	to: number,
	idOf: IdOf | undefined,
	tallies: readonly GroupTally[],
): string {
	const first = segments[from]
	const last = segments[to - 1]
	if (first === undefined || last === undefined) return ''
	const unit = groups[first.group]?.unit ?? 'lines'
	const escaped = groups[last.group]?.escaped === true
	const blanks = text.slice(
		escaped
			? escapedBlanksStart(text, last.start, last.end)
			: last.start + text.slice(last.start, last.end).trimEnd().length,
		last.end,
	)
	const count = last.last - first.first + 1
	const gone = text.slice(first.start, last.end - blanks.length)
	const recall = leave(tallies[first.group]?.left, idOf, gone)
	return formatMarker({ unit, count, ranges: [[first.first, last.last]], ...recall }) + blanks
}

function addRange(tally: GroupTally, first: number, last: number, characters: number): void {
	tally.characters += characters
	if (last < first) return
	tally.count += last - first + 1
	const previous = tally.ranges[tally.ranges.length - 1]
	if (previous !== undefined && previous[1] === first - 1) previous[1] = last
	else tally.ranges.push([first, last])
}
