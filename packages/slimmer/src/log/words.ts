import { stampEnd } from './time.ts'

/** A line cut into words and what stands between them; nothing is lost. */
export interface LineWords {
	readonly words: readonly string[]
	/** What stands before each word, and behind the last: blanks, bars and brackets around the time. */
	readonly gaps: readonly string[]
	/** Which word is the time stamp at the head of the line, or -1. */
	readonly time: number
}

/** Words of the head of a line, among which its time stamp is looked for. */
const HEAD_WORDS = 5

/** Longer lines, in UTF-16 code units, are kept as they are: dumps rather than log lines. */
const LONGEST_LINE = 8192

/** A number as it stands before a unit, perhaps behind a bracket. */
const NUMBER = /^[([]?\d{1,12}(?:\.\d{1,6})?$/
const UNIT = /[KMGT]i?B(?![\w/])/y

/** What is asked for together with the word behind it: the method of a request, and `line` of a place in a file. */
const JOINED = /["'[(]?(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (?=\/)|line (?=\d)/y

/** A line that only says when, such as `Date: Fri Jul 24 22:39:03 2026 +0200`: its date may be asked for. */
const LABEL = /^[A-Za-z-]{1,20}:$/

const OPENING = '[(<"\''

/**
 * Cuts a line at blanks and bars. Its time stamp, which may hold blanks, is one word. `undefined` for blank lines
 * and very long ones.
 */
export function cutLine(line: string): LineWords | undefined {
	if (line.length > LONGEST_LINE) return undefined
	const words: string[] = []
	const gaps: string[] = []
	let time = -1
	let behind = 0
	let at = skipGap(line, 0)
	while (at < line.length) {
		let end = -1
		if (time === -1 && words.length < HEAD_WORDS) {
			const start = OPENING.includes(line[at] ?? ' ') ? at + 1 : at
			end = stampEnd(line, start)
			if (end !== -1 && words.length === 1 && LABEL.test(words[0] ?? '') && line.length - end < 16)
				return undefined
			if (end !== -1) {
				time = words.length
				at = start
			}
		}
		if (end === -1) end = wordEnd(line, at)
		gaps.push(line.slice(behind, at))
		words.push(line.slice(at, end))
		behind = end
		at = skipGap(line, end)
	}
	gaps.push(line.slice(behind))
	return words.length === 0 ? undefined : { words, gaps, time }
}

/** Every stamp has a time of day, in marks or in six digits. */
const CLOCK = /\d[:.]\d{1,2}[:.]\d|\d{6} \d{6}/

/** UTF-16 code units of a line within which its stamp begins, if it has one. */
const HEAD = 160

/** Whether a line may begin with a time stamp: quick, since most lines of most texts do not. */
export function mayHoldStamp(line: string): boolean {
	return CLOCK.test(line.length > HEAD ? line.slice(0, HEAD) : line)
}

/** The time stamp at the head of a line, or `undefined`. */
export function stampOf(line: string): string | undefined {
	if (!mayHoldStamp(line)) return undefined
	const cut = cutHead(line)
	return cut === undefined || cut.time === -1 ? undefined : cut.words[cut.time]
}

/** The words of a line's head: enough to find the time stamp, however long the line. */
function cutHead(line: string): LineWords | undefined {
	return cutLine(line.length > 512 ? line.slice(0, 512) : line)
}

function isGap(code: number): boolean {
	return code === 32 || code === 9 || code === 13 || code === 124
}

function skipGap(line: string, from: number): number {
	let at = from
	while (at < line.length && isGap(line.charCodeAt(at))) at++
	return at
}

/**
 * Offset behind the word that begins at `from`. A size such as `9.6 KB`, a request such as `GET /health` and a place
 * such as `line 12` are one word, since they are asked for and found as one.
 */
export function wordEnd(line: string, from: number): number {
	JOINED.lastIndex = from
	if (JOINED.test(line)) return skipWord(line, JOINED.lastIndex)
	const end = skipWord(line, from)
	if (line.charCodeAt(end) !== 32 || !NUMBER.test(line.slice(from, end))) return end
	UNIT.lastIndex = end + 1
	const unit = UNIT.exec(line)
	return unit === null ? end : skipWord(line, end + 1)
}

function skipWord(line: string, from: number): number {
	let at = from + 1
	while (at < line.length && !isGap(line.charCodeAt(at))) at++
	return at
}
