import type { Edit, Rule } from '../rule.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are part of what is overwritten.
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the code that erases a line.
const ERASES = /\x1b\[[02]?K/

/** Signs of a progress display: percent, bars, spinners, `3/8`, sizes and speeds. */
const PROGRESS =
	/%|[█▉▊▋▌▍▎▏▓▒░━╸⠁-⣿]|\[[-#=>.* ]{3}|\d ?\/ ?\d|\d ?[kKMGT]i?B\b|\bit\/s\b|^[ \t]*[-|/\\][ \t]*$/

/**
 * Resolves lines that a program wrote over with carriage returns to what a terminal would show at last.
 *
 * Touches only progress displays and lines that grew in place: where lone carriage returns end lines, as in old
 * Macintosh files, nothing is dropped. Line breaks spelled CR LF stay.
 */
export const carriageReturns: Rule = {
	name: 'carriage-returns',
	level: 'standard',
	apply(text, { layout }) {
		const edits: Edit[] = []
		let behind = 0
		for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', Math.max(at + 1, behind))) {
			const line = layout.lines.at(at)
			const start = layout.lines.start(line)
			const end = layout.lines.end(line)
			behind = layout.lines.start(line + 1)
			if (at >= end) continue
			const shown = resolve(text.slice(start, end))
			if (shown !== undefined) edits.push({ start, end, replacement: shown })
			if (behind >= text.length) break
		}
		return edits
	},
}

function resolve(line: string): string | undefined {
	let screen: string | undefined
	for (const segment of line.split('\r')) {
		if (segment === '') continue
		if (screen === undefined || screen.trim() === '') screen = segment
		else {
			screen = overwrite(screen, segment)
			if (screen === undefined) return undefined
		}
	}
	return screen
}

/** What stands after `next` was written over `screen`, or `undefined` when that is not certain. */
function overwrite(screen: string, next: string): string | undefined {
	const old = screen.replace(ESCAPES, '')
	const fresh = next.replace(ESCAPES, '')
	if (ERASES.test(next)) return isProgress(old, fresh) || fresh === '' ? next : undefined
	if (!fresh.startsWith(old.trimEnd()) && !isProgress(old, fresh)) return undefined
	const width = [...old.trimEnd()].length
	const covered = [...fresh].length
	if (covered >= width) return next
	// Shorter text leaves the tail of the longer one standing. Columns are known for plain ASCII only.
	if (next !== fresh || screen !== old || !isAscii(old) || !isAscii(fresh)) return undefined
	return fresh + old.slice(fresh.length)
}

function isProgress(old: string, fresh: string): boolean {
	if (!PROGRESS.test(old)) return false
	const before = old.replace(/[^\p{L}]+/gu, '')
	const after = fresh.replace(/[^\p{L}]+/gu, '')
	const length = Math.min(before.length, after.length)
	let same = 0
	while (same < length && before[same] === after[same]) same++
	return same * 2 >= length
}

function isAscii(text: string): boolean {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
	return /^[\x00-\x7f]*$/.test(text)
}
