const WEEKDAY = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?'
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const DATES = [
	`${MONTH} {1,2}\\d{1,2} `,
	`\\d{1,2} ${MONTH} \\d{4} `,
	`\\d{1,2}/${MONTH}/\\d{4}[: ]`,
	'\\d{1,4}[-/.]\\d{1,2}(?:[-/.]\\d{1,4})?[ T_-]',
	'(?:\\d{6}|\\d{8})[ T_-]',
]
const CLOCK =
	'(?:\\d{1,2}:\\d{1,2}:\\d{1,2}(?:[.,:]\\d{1,9})?|\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d{1,9})(?:Z|[-+]\\d\\d:?\\d\\d)?'
const STAMP = new RegExp(`${WEEKDAY}(?:(?:(${DATES.join('|')})?${CLOCK})|\\d{6} \\d{6})(?![\\w:])`, 'y')

/** Digits and letters of a stamp; what stands between them parts them. */
const PART = /[A-Za-z]+|\d+/g

/** A date with a clock time, or a clock time, as logs begin their lines with. */
interface Stamp {
	readonly parts: readonly string[]
	/** What stands before each part. */
	readonly marks: readonly string[]
}

/** Offset behind the time stamp that begins at `at`, or -1. */
export function stampEnd(text: string, at: number): number {
	STAMP.lastIndex = at
	return STAMP.test(text) ? STAMP.lastIndex : -1
}

/**
 * A time stamp without the front that it shares with the one of the line above, such as `:55.204` or `.204`; `"` when
 * both are the same, all of it when nothing can be left out.
 */
export function shortenStamp(stamp: string, above: string | undefined): string {
	if (above === undefined) return stamp
	if (stamp === above) return '"'
	const here = readStamp(stamp)
	const there = readStamp(above)
	if (here.parts.length !== there.parts.length || !sameMarks(here, there)) return stamp
	let same = 0
	while (here.parts[same] === there.parts[same]) same++
	for (let from = same; from > 0; from--) {
		const tail = spellTail(here, from)
		if (!tail.includes(' ')) return readShort(tail, above) === stamp ? tail : stamp
	}
	return stamp
}

/**
 * Reads the time stamp at the beginning of `text`, in full or shortened against the one above. Gives the stamp and
 * how many characters it took, or `undefined` when there is none.
 */
export function readShortStamp(
	text: string,
	above: string | undefined,
): { readonly stamp: string; readonly length: number } | undefined {
	const end = stampEnd(text, 0)
	if (end !== -1 && (text[end] ?? ' ') === ' ' && isFull(text.slice(0, end), above))
		return { stamp: text.slice(0, end), length: end }
	if (above === undefined) return undefined
	const space = text.indexOf(' ')
	const word = space === -1 ? text : text.slice(0, space)
	const stamp = word === '"' ? above : readShort(word, above)
	return stamp === undefined ? undefined : { stamp, length: word.length }
}

function isFull(stamp: string, above: string | undefined): boolean {
	return above === undefined || readStamp(stamp).parts.length >= readStamp(above).parts.length
}

function readShort(tail: string, above: string): string | undefined {
	if (tail.length > 40) return undefined
	const short = readStamp(tail)
	const whole = readStamp(above)
	const from = whole.parts.length - short.parts.length
	if (from <= 0 || short.parts.length === 0) return undefined
	if (spellTail(short, 0) !== tail) return undefined
	const merged: Stamp = { parts: [...whole.parts.slice(0, from), ...short.parts], marks: whole.marks }
	return spellTail(merged, from) === tail ? spellTail(merged, 0) : undefined
}

/** The parts from one on, with the mark before them: `:02:09` cannot be taken for hours and minutes. */
function spellTail({ parts, marks }: Stamp, from: number): string {
	let tail = ''
	for (let at = from; at < parts.length; at++) {
		const keeps = at > from || from === 0 || marks[at] !== ' '
		tail += (keeps ? (marks[at] ?? '') : '') + (parts[at] ?? '')
	}
	return tail
}

function readStamp(text: string): Stamp {
	const parts: string[] = []
	const marks: string[] = []
	let behind = 0
	for (const match of text.matchAll(PART)) {
		parts.push(match[0])
		marks.push(text.slice(behind, match.index))
		behind = match.index + match[0].length
	}
	return { parts, marks }
}

function sameMarks(here: Stamp, there: Stamp): boolean {
	return here.marks.every((mark, index) => mark === there.marks[index])
}
