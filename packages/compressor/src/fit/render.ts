import { formatMarker } from '../marker.ts'
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
}

export interface RenderedText {
	readonly text: string
	readonly omissions: readonly TextOmission[]
}

interface GroupTally {
	count: number
	characters: number
	readonly ranges: [number, number][]
}

/**
 * Writes a text with the segments that are kept, byte for byte, and a marker for each run of others.
 *
 * @param at Index of the text's first segment in `keep`.
 */
export function renderText(target: SegmentedText, keep: Uint8Array, at: number): RenderedText {
	const { text, segments, groups } = target
	if (!keep.subarray(at, at + segments.length).includes(1)) return omitted(text)
	const tallies: GroupTally[] = groups.map(() => ({ count: 0, characters: 0, ranges: [] }))
	const closing = new Map<number, number[]>()
	for (const [group, { markerAfter }] of groups.entries()) {
		if (markerAfter !== undefined) closing.set(markerAfter, [...(closing.get(markerAfter) ?? []), group])
	}
	let out = ''
	let run = -1
	const flushRun = (end: number): void => {
		if (run === -1) return
		out += inPlaceMarker(target, run, end)
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
			if (group?.markerAfter === undefined && run === -1) run = index
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
			out += `\n${formatMarker({ unit: of.unit, count: tally.count, total: of.total, ranges: tally.ranges, ...label })}`
		}
	}
	if (kept !== -1) out += text.slice(kept)
	flushRun(segments.length)
	const omissions: TextOmission[] = []
	for (const [index, tally] of tallies.entries()) {
		const group = groups[index]
		if (group !== undefined && tally.count > 0)
			omissions.push({ unit: group.unit, total: group.total, ...tally })
	}
	return { text: out, omissions }
}

/** A text of which nothing is kept, counted in lines, which every text has. */
function omitted(text: string): RenderedText {
	let count = 1
	for (let at = text.indexOf('\n'); at !== -1 && at < text.length - 1; at = text.indexOf('\n', at + 1))
		count++
	const omission: TextOmission = {
		unit: 'lines',
		count,
		total: count,
		ranges: [[1, count]],
		characters: text.length,
	}
	return { text: formatMarker({ unit: 'lines', count, ranges: [[1, count]] }), omissions: [omission] }
}

/** The marker of the segments from `from` up to `to`, then the blanks that ended the last of them. */
function inPlaceMarker({ text, segments, groups }: SegmentedText, from: number, to: number): string {
	const first = segments[from]
	const last = segments[to - 1]
	if (first === undefined || last === undefined) return ''
	const unit = groups[first.group]?.unit ?? 'lines'
	const stretch = text.slice(last.start, last.end)
	const blanks = stretch.slice(stretch.trimEnd().length)
	const count = last.last - first.first + 1
	return formatMarker({ unit, count, ranges: [[first.first, last.last]] }) + blanks
}

function addRange(tally: GroupTally, first: number, last: number, characters: number): void {
	tally.characters += characters
	if (last < first) return
	tally.count += last - first + 1
	const previous = tally.ranges[tally.ranges.length - 1]
	if (previous !== undefined && previous[1] === first - 1) previous[1] = last
	else tally.ranges.push([first, last])
}
