import type { Layout } from '../layout/layout.ts'
import type { JsonSpan } from './scan.ts'

const BEFORE_CODE = /[=(,[{][ \t]*$|[.\w$`]$/
const AFTER_CODE = /^[),;\]}.`]/

/** Whether JSON at this place is data: its value matters, its layout does not. */
export function isData(text: string, span: JsonSpan, { lines, kind }: Layout): boolean {
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
