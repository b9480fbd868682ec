import { unescapeJson } from '../segment/escapes.ts'
import type { Segment, SegmentedText } from '../segment/segment.ts'
import type { TermIndex } from './index-terms.ts'

/** Rows from which what is usual shows. */
const FEWEST = 12
/** Share of the rows up to which a value, a field, a change or trouble is out of the ordinary. */
const UNUSUAL = 0.1
/** Different values up to which a field names a kind of row. */
const MOST_KINDS = 12
/** Distances from the median, in median distances, from which a number is an outlier. */
const FAR = 8
/** Fields of a row that are looked at, nested ones by their path, and how deep. */
const MOST_FIELDS = 48
const DEEPEST = 4
/** Longer strings are prose, not kinds. */
const LONGEST_KIND = 40
const TROUBLE =
	/\b(?:error|exception|fail(?:ed|ure|s)?|fatal|panic|denied|refused|timed? ?out|declined|rejected|critical|degraded|unavailable|abort(?:ed)?)\b/i

/**
 * 1 for a row of JSON that stands out among the rows beside it, 0 for the rest: it tells of trouble, has a field
 * or a value of a kind that few rows have, is where such a value changes for good, or holds a number far off.
 */
export function standingOut(index: TermIndex, texts: readonly SegmentedText[]): Float64Array {
	const scores = new Float64Array(index.size)
	let from = 0
	while (from < index.size) {
		const text = texts[index.textOf[from] ?? 0]
		let to = from
		while (to < index.size && index.textOf[to] === index.textOf[from]) to++
		if (text !== undefined) for (const rows of rowsOf(text)) markRows(rows, text, from, scores)
		from = to
	}
	return scores
}

/** Indexes of the segments of each numbering of rows or entries. */
function rowsOf({ segments, groups }: SegmentedText): number[][] {
	const rows: number[][] = groups.map(() => [])
	for (const [at, { group, first, last }] of segments.entries()) {
		const unit = groups[group]?.unit
		if (last >= first && (unit === 'rows' || unit === 'entries')) rows[group]?.push(at)
	}
	return rows.filter((list) => list.length >= FEWEST)
}

type Leaf = string | number | boolean | null

function markRows(rows: readonly number[], text: SegmentedText, base: number, scores: Float64Array): void {
	const fields = new Map<string, Map<number, Leaf>>()
	const most = rows.length * UNUSUAL
	const marks: boolean[] = []
	const mark = (places: readonly number[]): void => {
		if (places.length <= most) for (const place of places) marks[place] = true
	}
	const troubled: number[] = []
	for (const [place, at] of rows.entries()) {
		const segment = text.segments[at]
		if (segment === undefined) continue
		let left = MOST_FIELDS
		let trouble = false
		readLeaves(rowValue(text, segment), '', 0, (path, value) => {
			if (typeof value === 'string' && TROUBLE.test(value.slice(0, 400))) trouble = true
			const column = fields.get(path) ?? new Map<number, Leaf>()
			if (column.size === 0) fields.set(path, column)
			column.set(place, value)
			return --left > 0
		})
		if (trouble) troubled.push(place)
	}
	mark(troubled)
	for (const column of fields.values()) {
		const places = [...column.keys()]
		mark(places)
		if (places.length <= most) continue
		mark(rareKinds(column, most))
		mark(changes(column))
		mark(outliers(column))
	}
	for (const [place, at] of rows.entries()) if (marks[place] === true) scores[base + at] = 1
}

/** The value of a row or entry, or `undefined` where the segment holds only the start of one. */
function rowValue({ text, groups }: SegmentedText, { start, end, group }: Segment): unknown {
	const slice = text.slice(start, end)
	const plain = (groups[group]?.escaped === true ? unescapeJson(slice) : slice).replace(/^[\s,]{1,1000}/, '')
	try {
		if (groups[group]?.unit !== 'entries') return JSON.parse(plain)
		return Object.values(JSON.parse(`{${plain.replace(/^\{/, '')}}`) as object)[0]
	} catch {
		return undefined
	}
}

/** Gives every value that is no array or object with its path, until `sink` has enough. */
function readLeaves(
	value: unknown,
	path: string,
	depth: number,
	sink: (path: string, value: Leaf) => boolean,
): boolean {
	if (value === undefined || depth > DEEPEST) return true
	if (typeof value !== 'object' || value === null) return sink(path, value as Leaf)
	// Elements of a list are alike; how many there are says nothing of a kind.
	if (Array.isArray(value)) return value.every((one) => readLeaves(one, `${path}[]`, depth + 1, sink))
	return Object.entries(value).every(([key, one]) => readLeaves(one, `${path}.${key}`, depth + 1, sink))
}

/** Rows with a value that few have, in a field that mostly repeats a few values. */
function rareKinds(column: ReadonlyMap<number, Leaf>, most: number): number[] {
	const places = new Map<Leaf, number[]>()
	for (const [place, value] of column) {
		if (typeof value === 'number' || (typeof value === 'string' && value.length > LONGEST_KIND)) return []
		const list = places.get(value)
		if (list === undefined) places.set(value, [place])
		else list.push(place)
		if (places.size > MOST_KINDS) return []
	}
	return [...places.values()].filter((list) => list.length <= most / 2).flat()
}

/** Rows where a kind that held for a while gives way to another that holds, in a field that seldom changes. */
function changes(column: ReadonlyMap<number, Leaf>): number[] {
	const found: number[] = []
	const entries = [...column]
	for (const [at, [place, value]] of entries.entries()) {
		if (typeof value === 'number' || (typeof value === 'string' && value.length > LONGEST_KIND)) return []
		const [before, earlier, next] = [entries[at - 1]?.[1], entries[at - 2]?.[1], entries[at + 1]?.[1]]
		if (at > 1 && before !== value && before === earlier && next === value) found.push(place)
	}
	return found
}

/** Rows with a number far from the others. */
function outliers(column: ReadonlyMap<number, Leaf>): number[] {
	const numbers = [...column].filter((entry): entry is [number, number] => typeof entry[1] === 'number')
	if (numbers.length < FEWEST) return []
	const middle = median(numbers.map(([, value]) => value))
	const spread = median(numbers.map(([, value]) => Math.abs(value - middle)))
	if (spread === 0) return []
	return numbers.filter(([, value]) => Math.abs(value - middle) > FAR * spread).map(([place]) => place)
}

function median(values: readonly number[]): number {
	const sorted = Float64Array.from(values).sort()
	return sorted[sorted.length >> 1] ?? 0
}
