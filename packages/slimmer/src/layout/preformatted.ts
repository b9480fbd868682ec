import type { Lines } from './lines.ts'

const OPENING = /<(pre|textarea)[\s>]/gi

/**
 * Marks lines of HTML elements whose white space a reader sees, `pre` and `textarea`, as code. One that is never
 * closed is none, nor is one inside a line that begins as something else, such as JSON.
 */
export function markPreformatted(lines: Lines): void {
	if (!lines.text.includes('</')) return
	const closings = new Map<string, RegExp | undefined>([
		['pre', /<\/pre>/gi],
		['textarea', /<\/textarea>/gi],
	])
	OPENING.lastIndex = 0
	for (let open = OPENING.exec(lines.text); open !== null; open = OPENING.exec(lines.text)) {
		const name = (open[1] ?? '').toLowerCase()
		const closing = closings.get(name)
		if (closing === undefined) continue
		closing.lastIndex = open.index
		const close = closing.exec(lines.text)
		if (close === null) {
			closings.delete(name)
			continue
		}
		const [first, last] = [lines.at(open.index), lines.at(close.index)]
		// On a line of its own in a string of JSON it is data: there the line begins with another mark.
		if (first < last || lines.text[lines.indent(first)] === '<')
			for (let line = first; line <= last; line++) if (lines.kind(line) === 'text') lines.mark(line, 'code')
		OPENING.lastIndex = close.index
	}
}
