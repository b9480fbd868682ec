import type { HtmlElement } from './elements.ts'
import type { HtmlToken } from './scan.ts'

/** Comments that a program reads: conditions, placeholders, server-side includes. */
const DIRECTIVE = /^<!--\s?[[{%#$?]/
/** What says something about a page in its head. */
const TELLING =
	/title|description|author|date|time|keywords|price|canonical|site_name|twitter:(?:data|label)/i
const SHAPES = new Set(
	'path circle rect line polygon polyline ellipse use stop defs clippath lineargradient radialgradient filter mask'.split(
		' ',
	),
)
/** Longest drawing or `noscript` looked through, in tokens: nested ones are looked through again at every level. */
const MOST_TOKENS = 200
/** Parts of a drawing that a reader reads. */
const WORDED = new Set(['title', 'text', 'tspan', 'desc', 'foreignobject', 'image', 'a'])
const TRACKER = new Set(['img', 'iframe'])
/** Tags without meaning once they have neither attributes nor content. */
const HOLLOW = new Set(['div', 'span', 'i', 'b', 'em', 'picture'])

/**
 * Index of the last token of the element or comment that begins at `index` and goes whole; `undefined` when it stays.
 */
export function droppedElement(
	text: string,
	tokens: readonly HtmlToken[],
	index: number,
	element: HtmlElement | undefined,
): number | undefined {
	const token = tokens[index]
	if (token === undefined) return undefined
	const { type, name, start } = token
	if (type === 'comment') return DIRECTIVE.test(text.slice(start, start + 8)) ? undefined : index
	if (type === 'raw') return name === 'style' || (name === 'script' && !isData(token)) ? index : undefined
	if (type !== 'open') return undefined
	if (name === 'link' || name === 'meta') return isTelling(token) ? undefined : index
	if (element === undefined) return undefined
	if (name === 'svg') return isSilent(tokens, element) ? element.close : undefined
	if (SHAPES.has(name)) return element.hasText ? undefined : element.close
	if (name === 'noscript') return isTracker(text, tokens, element) ? element.close : undefined
	const isHollow = HOLLOW.has(name) && token.attributes.length === 0 && element.close === index + 1
	return isHollow && isApart(text, start, tokens[element.close]?.end ?? start) ? element.close : undefined
}

/** Whether a script holds data, such as JSON-LD, rather than a program. */
function isData({ attributes }: HtmlToken): boolean {
	return attributes.some(({ name, value }) => name === 'type' && /json(?!p)/i.test(value))
}

function isTelling({ attributes }: HtmlToken): boolean {
	return attributes.some(
		({ name, value }) => name === 'itemprop' || (/^(?:name|property|rel)$/.test(name) && TELLING.test(value)),
	)
}

/** Whether a drawing has no words, none in its label either. */
function isSilent(tokens: readonly HtmlToken[], { open, close, hasText }: HtmlElement): boolean {
	if (hasText || close - open > MOST_TOKENS) return false
	for (let index = open; index < close; index++) {
		const token = tokens[index]
		if (token === undefined || WORDED.has(token.name)) return false
		if (token.attributes.some(({ name }) => name === 'aria-label')) return false
	}
	return true
}

/** Whether an element holds nothing but images of no size. */
function isTracker(
	text: string,
	tokens: readonly HtmlToken[],
	{ open, close, hasText }: HtmlElement,
): boolean {
	if (close - open > MOST_TOKENS) return false
	for (let index = open + 1; index < close; index++) {
		const token = tokens[index]
		if (token === undefined) return false
		if (token.type === 'text' && text.slice(token.start, token.end).trim() === '') continue
		if (!TRACKER.has(token.name)) return false
		const isSmall = token.attributes.some(
			({ name, value }) =>
				(/^(?:width|height)$/.test(name) && /^[01](?:px)?$/.test(value)) ||
				(name === 'style' && /display\s?:\s?none/.test(value)),
		)
		if (!isSmall) return false
	}
	// An iframe is one token and counts as text.
	return !hasText || tokens[open + 1]?.name === 'iframe' || tokens[open + 2]?.name === 'iframe'
}

/** Whether words on both sides of a stretch are parted without it. */
function isApart(text: string, start: number, end: number): boolean {
	return /[\s>]/.test(text[start - 1] ?? '>') || /[\s<]/.test(text[end] ?? '<')
}
