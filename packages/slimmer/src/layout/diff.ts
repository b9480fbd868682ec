import type { Lines } from './lines.ts'

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/
const HEADER =
	/^(?:diff --|index [0-9a-f]+|--- |\+\+\+ |new file mode|deleted file mode|similarity index|rename |Index: )/
const OPENERS: readonly (readonly [string, string])[] = [
	['*** Begin Patch', '*** End Patch'],
	['<<<<<<< ', '>>>>>>>'],
]

/** First characters of the lines that may open a diff. */
const OPENING = new Set([...'@di-+nsrI*<'].map((char) => char.charCodeAt(0)))

/** Marks unified diffs, patches and conflict blocks outside fences: every blank in them counts. */
export function markDiffs(lines: Lines): void {
	let line = 0
	while (line < lines.count) {
		if (!OPENING.has(lines.text.charCodeAt(lines.start(line))) || lines.kind(line) !== 'text') line++
		else line = Math.max(line + 1, markHunk(lines, line), markBlock(lines, line))
	}
}

/** Marks a hunk by the counts of its header; gives the line after it, or `line` when there is none. */
function markHunk(lines: Lines, line: number): number {
	const start = lines.start(line)
	const first = lines.text[start]
	if (first !== '@') {
		if (HEADER.test(lines.text.slice(start, start + 32))) lines.mark(line, 'diff')
		return line
	}
	const match = HUNK.exec(lines.text.slice(start, start + 64))
	if (match === null) return line
	lines.mark(line, 'diff')
	let before = Number(match[1] ?? 1)
	let after = Number(match[2] ?? 1)
	let at = line + 1
	for (; at < lines.count && (before > 0 || after > 0); at++) {
		const sign = lines.text[lines.start(at)]
		if (sign === '-') before--
		else if (sign === '+') after--
		else if (sign !== '\\') {
			before--
			after--
		}
		lines.mark(at, 'diff')
	}
	return at
}

function markBlock(lines: Lines, line: number): number {
	const start = lines.start(line)
	const opener = OPENERS.find(([open]) => lines.text.startsWith(open, start))
	if (opener === undefined) return line
	let at = line
	while (at < lines.count && !lines.text.startsWith(opener[1], lines.start(at))) lines.mark(at++, 'diff')
	if (at < lines.count) lines.mark(at++, 'diff')
	return at
}
