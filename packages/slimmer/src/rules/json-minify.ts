import { minifyJson } from '../json/minify.ts'
import { findJson, type JsonSpan } from '../json/scan.ts'
import type { Layout } from '../layout/layout.ts'
import type { Edit, Rule } from '../rule.ts'

/**
 * Drops insignificant white space from JSON: a whole text, values within prose, fences of JSON, NDJSON.
 *
 * Strings, number spelling, duplicate keys and escapes stay as they are spelled; nothing is parsed and printed.
 * Brackets in code, and short ones without a string such as `[ ]` or `[1, 2]`, are left alone.
 */
export const jsonMinify: Rule = {
	name: 'json-minify',
	level: 'lossless',
	apply(text, { layout }) {
		const edits: Edit[] = []
		for (const span of findJson(text)) {
			if (!isData(text, span, layout)) continue
			const replacement = minifyJson(text, span.start, span.end)
			if (replacement.length < span.end - span.start) edits.push({ ...span, replacement })
		}
		return edits
	},
}

const BEFORE_CODE = /[=(,[{][ \t]*$|[.\w$`]$/
const AFTER_CODE = /^[),;\]}.`]/

/** Whether JSON at this place is data: its value matters, its layout does not. */
function isData(text: string, span: JsonSpan, { lines, kind }: Layout): boolean {
	const first = lines.at(span.start)
	const last = lines.at(span.end)
	for (let line = first; line <= last; line++) {
		const what = kind(line)
		if (what !== 'text' && what !== 'fenced-data') return false
	}
	const head = text.slice(Math.max(lines.start(first), span.start - 64), span.start)
	const tail = text.slice(span.end, Math.min(lines.end(last), span.end + 64)).trimStart()
	if (first === last && head.trim() !== '' && !text.slice(span.start, span.end).includes('"')) return false
	return !BEFORE_CODE.test(head) && !AFTER_CODE.test(tail)
}
