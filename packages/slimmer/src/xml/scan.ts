import type { Span } from '../rule.ts'

/** A piece of an XML document. `other` is a comment, CDATA section, processing instruction or doctype. */
export interface XmlToken extends Span {
	readonly type: 'text' | 'open' | 'close' | 'empty' | 'other'
	/** Tag name; empty for text and others. */
	readonly name: string
}

/** An XML document: its tokens, and for each the index of its parent's opening tag, or -1. */
export interface XmlDocument extends Span {
	readonly tokens: readonly XmlToken[]
	readonly parents: readonly number[]
}

/**
 * A tag with up to 1,000 quoted attributes, as XML wants them; no two of its parts can match the same characters. V8
 * runs out of stack on long repetitions of groups.
 */
const TAG =
	/<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*')){0,1000})\s*(\/?)>/y
const OTHERS: readonly (readonly [string, string])[] = [
	['<!--', '-->'],
	['<![CDATA[', ']]>'],
	['<?', '?>'],
	['<!DOCTYPE', '>'],
]

/**
 * The well-formed XML document that a text begins with, white space aside; `undefined` when it begins with anything
 * else or a tag is not closed. Ends behind its root element. One pass.
 */
export function scanXml(text: string): XmlDocument | undefined {
	const tokens: XmlToken[] = []
	const parents: number[] = []
	const path: number[] = []
	const start = text.length - text.trimStart().length
	let at = start
	while (at < text.length) {
		const token = readToken(text, at)
		if (token === undefined) return undefined
		if (token.type === 'text' && path.length === 0 && text.slice(at, token.end).trim() !== '')
			return undefined
		if (token.type === 'close') {
			const open = path.pop()
			if (open === undefined || tokens[open]?.name !== token.name) return undefined
		}
		parents.push(path[path.length - 1] ?? -1)
		if (token.type === 'open') path.push(tokens.length)
		tokens.push(token)
		at = token.end
		if (path.length === 0 && (token.type === 'close' || token.type === 'empty'))
			return { start, end: at, tokens, parents }
	}
	return undefined
}

function readToken(text: string, start: number): XmlToken | undefined {
	if (text[start] !== '<') {
		const end = text.indexOf('<', start)
		return end === -1 ? undefined : { type: 'text', start, end, name: '' }
	}
	for (const [open, close] of OTHERS) {
		if (!text.startsWith(open, start)) continue
		const end = text.indexOf(close, start + open.length)
		if (end === -1) return undefined
		// A doctype with declarations may say what white space means.
		if (open === '<!DOCTYPE' && text.slice(start, end).includes('[')) return undefined
		return { type: 'other', start, end: end + close.length, name: '' }
	}
	TAG.lastIndex = start
	const match = TAG.exec(text)
	if (match === null || (match[1] === '/' && (match[3] !== '' || match[4] !== ''))) return undefined
	const type = match[1] === '/' ? 'close' : match[4] === '/' ? 'empty' : 'open'
	return { type, start, end: start + match[0].length, name: match[2] ?? '' }
}
