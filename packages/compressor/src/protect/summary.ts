import { messageOf } from '../segment/log-line.ts'
import type { SegmentedText } from '../segment/segment.ts'
import { RULE } from '../segment/table.ts'

/** `3 failed, 90 passed`, `2 to add, 4 to change`: two counts of things in one line. */
const COUNTS =
	/(?:^|[\s(])\d[\d,.]{0,12} [a-z]{2,20}(?: [a-z]{2,20})?(?:, | and |; | \| )\d[\d,.]{0,12} [a-z]{2,20}\b/i
/** `added 12 packages in 3s`, `126 passed (6.8m)`: a count with the time it took. */
const TOOK =
	/^\W{0,8}(?:[a-z]{2,12} )?\d[\d,]{0,12} [a-z]{2,20}\b[^\n]{0,80}(?:\bin |\()\d{1,6}(?:[.:]\d{1,6}){0,2} ?(?:ms|s|secs?|seconds?|m|mins?|minutes?)\b/i
/** `Time:   1m12.4s`, `Exit status 1`, `Total: 4,120`: a named result. */
const NAMED =
	/^\W{0,8}(?:time|total|duration|elapsed|real|result|summary|exit(?:ed)?(?: with)?(?: code| status)?|tests?|test suites?|snapshots|coverage|ran|built|done|finished|completed)\b[^\d\n]{0,40}\d/i
/** Lines at the end that are looked at, and how many of them stay at most. */
const LAST = 16
const MOST = 6
const LOOKED_AT = 300
/** Share of the text that they may be, in characters. */
const SHARE = 0.05
/** Lines from which a text has an end of its own. */
const FEWEST = 20

/** Whether a line sums up what a program did: counts, how long it took, how it ended. */
export function isSummary(line: string): boolean {
	const message = messageOf(line)
	return COUNTS.test(message) || TOOK.test(message) || NAMED.test(message)
}

/** Marks what sums a text up: lines at the end of a log or of command output, and the totals of tables. */
export function markSummary(target: SegmentedText, keep: Uint8Array): void {
	if (target.kind !== 'lines' || target.segments.length < FEWEST) return
	for (const found of [lastLines(target), totals(target)]) {
		const size = found.reduce((sum, at) => sum + lineOf(target, at).length, 0)
		if (size <= target.text.length * SHARE) for (const at of found) keep[at] = 1
	}
}

/** Lines at the end that sum up, unless most of the text is made of such. */
function lastLines(target: SegmentedText): number[] {
	const { length } = target.segments
	const found: number[] = []
	for (let at = length - 1; at >= Math.max(0, length - 2 * LAST); at--) {
		// Lines of code have a worth of their own.
		if (target.segments[at]?.worth === undefined && isSummary(lineOf(target, at))) found.push(at)
	}
	return found.length > MOST ? [] : found.filter((at) => at >= length - LAST)
}

/** Rows behind a rule inside a table. */
function totals(target: SegmentedText): number[] {
	const found: number[] = []
	for (let at = 1; at < target.segments.length; at++) {
		const parent = target.segments[at]?.parent ?? -1
		if (parent === -1 || parent !== target.segments[at - 1]?.parent) continue
		const above = lineOf(target, at - 1)
		if (RULE.test(above) && !RULE.test(lineOf(target, at))) found.push(at)
	}
	return found
}

function lineOf({ text, segments }: SegmentedText, at: number): string {
	const segment = segments[at]
	return segment === undefined
		? ''
		: text.slice(segment.start, Math.min(segment.end, segment.start + LOOKED_AT)).trimEnd()
}
