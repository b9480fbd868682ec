import type { Lines } from './lines.ts'

const KEYWORD =
	/^(?:import|from|export|def|class|function|const|let|var|public|private|protected|static|return|if|elif|else|for|while|try|except|catch|finally|switch|case|with|async|await|package|using|namespace|fn|func|impl|struct|enum|interface|type|raise|throw|print|yield|pub|use|mod|local|end|#include|#define|@\w{1,40})\b/
/** Statements that need no further sign. */
const STATEMENT =
	/^(?:import [\w.{*"'<]|from \S{1,80} import |#include [<"]|package [\w.]{1,80};?$|return\b|raise\b|pass$|(?:break|continue);?$|[\w.[\]]{1,60} (?:[-+*/|&])?= )/
const WINDOW = 64

/**
 * Marks source code that stands outside fences, such as a file that a tool read.
 *
 * A stretch of 64 lines counts as code when a third of its lines begin with a keyword of a programming language or
 * end as statements and blocks do; so does the whole text when a third of all its lines do, and a stretch next to
 * code. Wrongly taken for code, a text is only slimmed less.
 */
export function markCode(lines: Lines): void {
	const codes: boolean[] = []
	let allFilled = 0
	let allCoded = 0
	for (let from = 0; from < lines.count; from += WINDOW) {
		let filled = 0
		let coded = 0
		for (let line = from; line < Math.min(from + WINDOW, lines.count); line++) {
			if (lines.kind(line) !== 'text' || lines.isBlank(line)) continue
			filled++
			if (looksLikeCode(lines, line)) coded++
		}
		codes.push(coded >= 4 && coded * 3 >= filled)
		allFilled += filled
		allCoded += coded
	}
	const whole = allCoded >= 4 && allCoded * 3 >= allFilled
	for (const [index, code] of codes.entries()) {
		if (!code && !whole && codes[index - 1] !== true && codes[index + 1] !== true) continue
		const to = Math.min((index + 1) * WINDOW, lines.count)
		for (let line = index * WINDOW; line < to; line++)
			if (lines.kind(line) === 'text') lines.mark(line, 'code')
	}
}

function looksLikeCode(lines: Lines, line: number): boolean {
	const end = lines.end(line)
	const from = skipNumber(lines, lines.indent(line), end)
	const first = lines.text[from] ?? ''
	const last = lines.text[end - 1] ?? ''
	// JSON, not code: its lines begin with a quote or a bracket.
	if ('"[{]}'.includes(first)) {
		return first === '}' && /^}[ \t]*(?:;|\)|else|catch|from\b)/.test(lines.text.slice(from, from + 16))
	}
	if (last === ';' || (last === '{' && end - from > 1)) return true
	if (first === '/') return '/*'.includes(lines.text[from + 1] ?? ' ')
	if (STATEMENT.test(lines.text.slice(from, Math.min(end, from + 96)))) return true
	if (!'{;:(),}\'")`'.includes(last)) {
		const call = lines.text.slice(from, Math.min(end, from + 64))
		if (!call.includes('(') && !call.includes(' = ')) return false
	}
	return KEYWORD.test(lines.text.slice(from, Math.min(end, from + 16)))
}

/** Offset behind a line number such as `43:` or `43 |`, as tools print it before code. */
function skipNumber(lines: Lines, start: number, end: number): number {
	const code = lines.text.charCodeAt(start)
	if (!(code >= 48 && code <= 57)) return start
	const match = /^\d{1,7}(?:[:|\t]| \|)[ \t]*/.exec(lines.text.slice(start, Math.min(end, start + 80)))
	return match === null ? start : start + match[0].length
}
