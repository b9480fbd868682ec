import type { Unit } from './segment/segment.ts'

/** What stands in a text for something left out. */
export interface Marker {
	readonly unit: Unit
	/** Units left out. */
	readonly count: number
	/** Units there were; given where the marker stands for scattered ones. */
	readonly total?: number
	/** 1-based inclusive ranges of the units left out. */
	readonly ranges: readonly (readonly [number, number])[]
	/** Where, such as the path of a JSON array. */
	readonly label?: string
	/**
	 * What became of them; a model's summary of those summarised follows the marker in its own words. A message
	 * that supersedes them is numbered from 1 in the conversation as given.
	 *
	 * @default 'omitted'
	 */
	readonly how?: 'omitted' | 'summarised' | `superseded by message ${number}`
	/** Id under which what was left out can be recalled. */
	readonly recall?: string
}

const SINGULAR: Readonly<Record<Unit, string>> = {
	lines: 'line',
	sentences: 'sentence',
	rows: 'row',
	entries: 'entry',
	messages: 'message',
}

/**
 * Spells a marker: `[… 12 lines omitted: 4–15]`, `[… 13 of 25 rows of items omitted: 2–4, 6–15]`,
 * `[… 120 lines summarised: 1–120]`, `[… 90 lines superseded by message 37: 1–90]`; with an id `[… 12 lines omitted: 4–15 · recall k3f9x0ab]`.
 *
 * The numbers are those of the text before compression.
 */
export function formatMarker(marker: Marker): string {
	const { count, total, unit, label } = marker
	const of = total === undefined ? '' : ` of ${total}`
	const noun = (total ?? count) === 1 ? SINGULAR[unit] : unit
	const place = label === undefined || label === '' ? '' : ` of ${label}`
	const tail = marker.recall === undefined ? '' : ` · recall ${marker.recall}`
	return `[… ${count}${of} ${noun}${place} ${marker.how ?? 'omitted'}: ${formatRanges(marker.ranges)}${tail}]`
}

function formatRanges(ranges: readonly (readonly [number, number])[]): string {
	return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}

const OPENING = '[… '
const MARKER =
	/\[… \d{1,9}(?: of \d{1,9})? (?:lines?|sentences?|rows?|entry|entries|messages?)(?: of [\w.*[\]-]{1,400})? (?:omitted|summarised|superseded by message \d{1,9}): \d/y

/**
 * Whether a text holds a marker, ours or one it came with.
 *
 * Such a text counts as compressed already and is left alone: two sets of numbers in one text could not be
 * told apart.
 */
export function hasMarker(text: string): boolean {
	for (let at = text.indexOf(OPENING); at !== -1; at = text.indexOf(OPENING, at + 1)) {
		MARKER.lastIndex = at
		if (MARKER.test(text)) return true
	}
	return false
}

const ALONE = /^\[… [^\]\n]{1,400}\]$/

/** Whether a text is a marker and nothing else, as where a message went whole. */
export function isMarker(text: string): boolean {
	return ALONE.test(text) && hasMarker(text)
}
