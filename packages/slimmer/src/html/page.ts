import type { TextKind } from '../rule.ts'
import type { HtmlAttribute, HtmlToken } from './scan.ts'

/** Least visible text, in UTF-16 code units: a page with less is a shell that scripts fill, or a snippet. */
const LEAST_TEXT = 200

/** Least share of a fragment that its tags take. */
const TAG_SHARE = 0.3

const DOCUMENT = /^\ufeff?\s*(?:<!doctype html|<html[\s>])/i
const FRAGMENT =
	/^\s*<(?:div|section|article|main|header|footer|nav|aside|table|ul|ol|dl|form|body|head|p|h[1-6]|figure|span|a)[\s>]/i
/** Marks of templates and components: source code that somebody edits. */
const TEMPLATE = /\{\{|\{%|<%|^<\?(?:php|=)/
const SOURCE_ATTRIBUTE = /^(?:[@:*[({#]|v-|classname$)/
/** Elements that show source code. */
const SHOWING = new Set(['pre', 'code', 'samp'])
/** Words of somebody who asks about the markup itself. */
const ABOUT_MARKUP =
	/\b(?:html|css|markup|tags?|div|span|class(?:es|name)?|selectors?|xpath|styles?|styling|stylesheet|scripts?|javascript|js|dom|attributes?|elements?|svg|aria|accessib\w{0,10}|a11y|code|layout|render\w{0,5}|refactor|comments?|minif\w{0,5}|scrap\w{0,5})\b/i

/**
 * Whether a text is a page that was fetched to be read, so that its classes and scripts say nothing.
 *
 * It is one when it begins as an HTML document and what follows `</html>`, a question say, has no word about markup;
 * or when a tool answered a fragment of which tags take 30 % or more. A text that begins with anything else, such as
 * "Why does this HTML …", is none, nor is one with marks of templates, JSX or Vue, nor one with under 200 visible
 * characters.
 */
export function isPage(text: string, kind: TextKind, scan: () => readonly HtmlToken[]): boolean {
	const isDocument = DOCUMENT.test(text.slice(0, 400))
	const mayBeFragment = kind === 'tool-result' && FRAGMENT.test(text.slice(0, 400))
	if (!isDocument && !mayBeFragment) return false
	const tokens = scan()
	let visible = 0
	let tags = 0
	let showing = 0
	for (const { type, name, start, end, attributes } of tokens) {
		if (SHOWING.has(name)) showing += type === 'open' ? 1 : -1
		if (type === 'text') visible += text.slice(start, end).trim().length
		else tags += end - start
		const isOwn = showing <= 0 && (type === 'text' || type === 'other')
		if (isOwn && TEMPLATE.test(text.slice(start, end))) return false
		if (attributes.some((attribute) => isSource(attribute))) return false
	}
	if (visible < LEAST_TEXT) return false
	return isDocument ? !ABOUT_MARKUP.test(textBehind(text, tokens)) : tags >= text.length * TAG_SHARE
}

function isSource({ name, value }: HtmlAttribute): boolean {
	return SOURCE_ATTRIBUTE.test(name) || value.startsWith('{') || value.includes('{{') || value.includes('<%')
}

/** What stands behind the last closing `html` tag; nothing when there is none. */
function textBehind(text: string, tokens: readonly HtmlToken[]): string {
	for (let index = tokens.length - 1; index >= 0; index--) {
		const token = tokens[index]
		if (token?.type === 'close' && token.name === 'html') return text.slice(token.end)
	}
	return ''
}
