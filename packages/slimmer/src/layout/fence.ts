import type { Lines } from './lines.ts'

const DATA = new Set(['', 'json', 'jsonl', 'ndjson', 'jsonc', 'json5'])

/**
 * Marks Markdown code fences of backticks or tildes, by CommonMark's rules but at any indentation, since fences
 * stand in lists and quotes too. A fence that is never closed reaches to the end.
 */
export function markFences(lines: Lines): void {
	let open: { readonly mark: string; readonly length: number; readonly data: boolean } | undefined
	for (let line = 0; line < lines.count; line++) {
		const at = lines.indent(line)
		const mark = lines.text[at]
		const length = mark === '`' || mark === '~' ? runLength(lines.text, at, mark) : 0
		if (open === undefined) {
			if (length < 3 || mark === undefined) continue
			const info = lines.text.slice(at + length, Math.min(lines.end(line), at + length + 64)).trim()
			// A backtick in the info string makes it inline code.
			if (mark === '`' && info.includes('`')) continue
			open = { mark, length, data: DATA.has(info.toLowerCase()) }
			lines.mark(line, 'fence')
		} else if (mark === open.mark && length >= open.length && isRestBlank(lines, line, at + length)) {
			open = undefined
			lines.mark(line, 'fence')
		} else lines.mark(line, open.data ? 'fenced-data' : 'fenced')
	}
}

function runLength(text: string, start: number, mark: string): number {
	let end = start
	while (text[end] === mark) end++
	return end - start
}

function isRestBlank(lines: Lines, line: number, from: number): boolean {
	return lines.text.slice(from, lines.end(line)).trim() === ''
}
