import type { Lines } from './lines.ts'

const KEYWORD =
	/^(?:import|from|export|def|class|function|const|let|var|public|private|protected|static|return|if|elif|else|for|while|try|except|catch|finally|switch|case|with|async|await|package|using|namespace|fn|func|impl|struct|enum|interface|type|raise|throw|print|yield|pub|use|mod|local|end|#include|#define|@\w{1,40})\b/
const WINDOW = 64

/**
 * Marks source code that stands outside fences, such as a file that a tool read.
 *
 * A stretch counts as code when a third of its lines begin with a keyword of a programming language or end as
 * statements and blocks do. Wrongly taken for code, a text is only slimmed less.
 */
export function markCode(lines: Lines): void {
	for (let from = 0; from < lines.count; from += WINDOW) {
		const to = Math.min(from + WINDOW, lines.count)
		let filled = 0
		let coded = 0
		for (let line = from; line < to; line++) {
			if (lines.kind(line) !== 'text' || lines.isBlank(line)) continue
			filled++
			if (looksLikeCode(lines, line)) coded++
		}
		if (coded < 4 || coded * 3 < filled) continue
		for (let line = from; line < to; line++) if (lines.kind(line) === 'text') lines.mark(line, 'code')
	}
}

function looksLikeCode(lines: Lines, line: number): boolean {
	const from = lines.indent(line)
	const end = lines.end(line)
	const first = lines.text[from] ?? ''
	const last = lines.text[end - 1] ?? ''
	// JSON, not code: its lines begin with a quote or a bracket.
	if ('"[{]}'.includes(first)) {
		return first === '}' && /^}[ \t]*(?:;|\)|else|catch|from\b)/.test(lines.text.slice(from, from + 16))
	}
	if (last === ';' || (last === '{' && end - from > 1)) return true
	if (first === '/') return '/*'.includes(lines.text[from + 1] ?? ' ')
	if (!'{;:(),}\'")`'.includes(last)) {
		const call = lines.text.slice(from, Math.min(end, from + 64))
		if (!call.includes('(') && !call.includes(' = ')) return false
	}
	return KEYWORD.test(lines.text.slice(from, Math.min(end, from + 16)))
}
