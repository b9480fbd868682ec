import type { Span } from '../rule.ts'

/** An attribute of a tag; its stretch takes the white space before it. */
export interface HtmlAttribute extends Span {
	/** In lower case. */
	readonly name: string
	/** As spelled, without quotes; empty when there is none. */
	readonly value: string
}

/**
 * A piece of HTML. `raw` is a whole element whose content holds no tags: script, style, textarea, title, iframe. `other`
 * is a doctype, processing instruction or CDATA section.
 */
export interface HtmlToken extends Span {
	readonly type: 'text' | 'open' | 'close' | 'raw' | 'comment' | 'other'
	/** Tag name in lower case; empty for text, comments and others. */
	readonly name: string
	readonly attributes: readonly HtmlAttribute[]
}

const RAW = new Set(['script', 'style', 'textarea', 'title', 'iframe', 'xmp', 'noembed'])
const NAME = /[A-Za-z][\w:.-]{0,60}/y
const ATTRIBUTE = /[^\s"'<>/=][^\s"'<>/=]{0,200}/y
const NONE: readonly HtmlAttribute[] = []

/**
 * Cuts HTML into tokens, in order and without gaps, up to the first thing that is not closed: a comment, a quoted
 * value, a tag, a script. What is broken, and all behind it, has no tokens. One pass.
 */
export function scanHtml(text: string): readonly HtmlToken[] {
	const tokens: HtmlToken[] = []
	let from = 0
	let at = text.indexOf('<')
	while (at !== -1) {
		const next = text.charCodeAt(at + 1)
		if (!isTagStart(next)) {
			at = text.indexOf('<', at + 1)
			continue
		}
		const token = readMarkup(text, at)
		if (token === undefined) return tokens
		if (from < at) tokens.push(textToken(from, at))
		tokens.push(token)
		from = token.end
		at = text.indexOf('<', from)
	}
	if (from < text.length) tokens.push(textToken(from, text.length))
	return tokens
}

/** Whether a tag, comment or declaration may follow the bracket: a letter, `/`, `!` or `?`. */
function isTagStart(code: number): boolean {
	const lower = code | 32
	return (lower >= 97 && lower <= 122 && code >= 65) || code === 47 || code === 33 || code === 63
}

function textToken(start: number, end: number): HtmlToken {
	return { type: 'text', start, end, name: '', attributes: NONE }
}

function readMarkup(text: string, start: number): HtmlToken | undefined {
	const bare = (type: HtmlToken['type'], close: string, from: number): HtmlToken | undefined => {
		const end = text.indexOf(close, from)
		return end === -1 ? undefined : { type, start, end: end + close.length, name: '', attributes: NONE }
	}
	if (text.startsWith('<!--', start)) return bare('comment', '-->', start + 4)
	if (text.startsWith('<![CDATA[', start)) return bare('other', ']]>', start)
	if (text[start + 1] === '!' || text[start + 1] === '?') return bare('other', '>', start)
	const isClose = text[start + 1] === '/'
	NAME.lastIndex = start + (isClose ? 2 : 1)
	const name = NAME.exec(text)?.[0].toLowerCase()
	if (name === undefined) return undefined
	const { attributes, end } = readAttributes(text, NAME.lastIndex)
	if (end === -1) return undefined
	if (isClose) return { type: 'close', start, end, name, attributes: NONE }
	if (!RAW.has(name)) return { type: 'open', start, end, name, attributes }
	const close = closeOf(text, name, end)
	return close === -1 ? undefined : { type: 'raw', start, end: close, name, attributes }
}

/** Offset behind the closing tag of a raw element, or -1. */
function closeOf(text: string, name: string, from: number): number {
	const pattern = new RegExp(`</${name}(?=[\\s>/])`, 'gi')
	pattern.lastIndex = from
	const found = pattern.exec(text)
	const end = found === null ? -1 : text.indexOf('>', found.index)
	return end === -1 ? -1 : end + 1
}

/** The attributes of a tag and the offset behind its bracket; -1 when it has none. */
function readAttributes(text: string, from: number): { attributes: readonly HtmlAttribute[]; end: number } {
	const attributes: HtmlAttribute[] = []
	let at = from
	for (;;) {
		const start = at
		at = skipSpace(text, at)
		const char = text[at]
		if (char === '>') return { attributes, end: at + 1 }
		if (char === '/') {
			at++
			continue
		}
		ATTRIBUTE.lastIndex = at
		const name = ATTRIBUTE.exec(text)?.[0]
		if (name === undefined) return { attributes, end: -1 }
		at += name.length
		const sign = skipSpace(text, at)
		if (text[sign] !== '=') {
			attributes.push({ name: name.toLowerCase(), value: '', start, end: at })
			continue
		}
		const value = readValue(text, skipSpace(text, sign + 1))
		if (value === undefined) return { attributes, end: -1 }
		attributes.push({ name: name.toLowerCase(), value: value.value, start, end: value.end })
		at = value.end
	}
}

function readValue(text: string, from: number): { value: string; end: number } | undefined {
	const quote = text[from]
	if (quote === '"' || quote === "'") {
		const end = text.indexOf(quote, from + 1)
		return end === -1 ? undefined : { value: text.slice(from + 1, end), end: end + 1 }
	}
	let end = from
	while (end < text.length && !' \t\n\r\f>"\'<'.includes(text[end] ?? '')) end++
	return end === from ? undefined : { value: text.slice(from, end), end }
}

function skipSpace(text: string, from: number): number {
	let at = from
	while (at < text.length && ' \t\n\r\f'.includes(text[at] ?? '-')) at++
	return at
}
