import { messageOf } from '../segment/log-line.ts'
import type { SegmentedText } from '../segment/segment.ts'

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

/** Marks the lines at the end of a log or of command output that sum it up, unless the whole is made of such. */
export function markSummary(target: SegmentedText, keep: Uint8Array): void {
	const { text, segments, kind } = target
	if (kind !== 'lines' || segments.length < FEWEST) return
	const found: number[] = []
	let alike = 0
	for (let at = segments.length - 1; at >= Math.max(0, segments.length - 2 * LAST); at--) {
		const segment = segments[at]
		if (segment === undefined) continue
		const line = text.slice(segment.start, Math.min(segment.end, segment.start + LOOKED_AT)).trimEnd()
		if (!isSummary(line)) continue
		alike++
		if (at >= segments.length - LAST) found.push(at)
	}
	if (alike > MOST) return
	const size = found.reduce((sum, at) => sum + (segments[at]?.end ?? 0) - (segments[at]?.start ?? 0), 0)
	if (size <= text.length * SHARE) for (const at of found) keep[at] = 1
}
