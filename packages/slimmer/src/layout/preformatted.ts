import type { Lines } from './lines.ts'

const OPENING = /<(pre|textarea)[\s>]/gi

/**
 * Marks lines of HTML elements whose white space a reader sees, `pre` and `textarea`, as code. One that is never
 * closed is none.
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
		for (let line = lines.at(open.index); line <= lines.at(close.index); line++)
			if (lines.kind(line) === 'text') lines.mark(line, 'code')
		OPENING.lastIndex = close.index
	}
}
