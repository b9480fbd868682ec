import { isBlankEscape } from '../segment/escapes.ts'
import type { SegmentedText } from '../segment/segment.ts'

/** Letters of scripts without spaces, where a keyword may stand inside a run of characters. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/
const WORD = /[\p{L}\p{N}\p{M}_]/u

/** Marks every segment that holds one of the keywords, in any case; whole words only in scripts with spaces. */
export function markKeywords(target: SegmentedText, keywords: readonly string[], keep: Uint8Array): void {
	if (keywords.length === 0) return
	const { text, segments, groups, kind } = target
	const lower = lowerSameLength(text)
	const json = kind === 'json' || groups.some(({ escaped }) => escaped === true)
	for (const keyword of keywords) {
		const wanted = lowerSameLength(keyword)
		if (wanted === '') continue
		let index = 0
		let at = lower.indexOf(wanted)
		while (at !== -1) {
			let next = at + 1
			if (isWhole(lower, at, at + wanted.length) || (json && followsEscape(lower, at, wanted.length))) {
				while (index < segments.length && (segments[index]?.end ?? 0) <= at) index++
				// A keyword may lie across a cut; every segment it touches stays.
				while ((segments[index]?.start ?? text.length) < at + wanted.length) keep[index++] = 1
				index--
				// The rest of the last segment stays as it is; only a keyword that leaves it matters.
				next = Math.max(next, (segments[index]?.end ?? 0) - wanted.length + 1)
			}
			at = lower.indexOf(wanted, next)
		}
	}
}

/** Lower case that never moves an offset: a few capitals, such as İ, grow when lowered. */
function lowerSameLength(text: string): string {
	const lower = text.toLowerCase()
	if (lower.length === text.length) return lower
	return Array.from(text, (char) =>
		char.toLowerCase().length === char.length ? char.toLowerCase() : char,
	).join('')
}

function isWhole(text: string, start: number, end: number): boolean {
	return !joins(text[start - 1], text[start]) && !joins(text[end - 1], text[end])
}

/** Whether the letter before a word is that of an escape: "\\nnever" in JSON is a line break and the word. */
function followsEscape(lower: string, start: number, length: number): boolean {
	return (
		isBlankEscape(lower, start - 2, Math.max(0, start - 40)) &&
		!joins(lower[start + length - 1], lower[start + length])
	)
}

/** Whether two neighbouring characters belong to one word. */
function joins(left: string | undefined, right: string | undefined): boolean {
	if (left === undefined || right === undefined) return false
	// ASCII letters are by far the most common case.
	if (/[a-z]/.test(left) && /[a-z]/.test(right)) return true
	if (!WORD.test(left) || !WORD.test(right)) return false
	return !UNSPACED.test(left) && !UNSPACED.test(right)
}
