import type { Lines } from '../layout/lines.ts'
import type { Span } from '../rule.ts'

/** Longest window in UTF-16 code units. */
const LONGEST = 1 << 20

/** Shorter windows, in UTF-16 code units, cannot save what a head costs. */
const SHORTEST = 160

/**
 * The whole text, or, where it is long, parts of it that end between lines, without their last line breaks. A line
 * longer than a window may be is left out.
 */
export function windowsOf(lines: Lines): readonly Span[] {
	const windows: Span[] = []
	let start = 0
	const close = (end: number): void => {
		if (end - start >= SHORTEST && end - start <= LONGEST) windows.push({ start, end })
	}
	for (let line = 1; line < lines.count; line++) {
		if (lines.start(line + 1) - start <= LONGEST) continue
		close(lines.start(line) - 1)
		start = lines.start(line)
	}
	close(lines.text.length)
	return windows
}
