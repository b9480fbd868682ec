import type { HtmlAttribute, HtmlToken } from './scan.ts'

/** Attributes that say how an element looks, loads or behaves, never what it says. */
const CHROME =
	/^(?:class|style|data-(?!value$).*|aria-(?!value).*|on[a-z]+|srcset|imagesrcset|imagesizes|sizes|loading|decoding|fetchpriority|crossorigin|integrity|nonce|referrerpolicy|tabindex|role|rel|target|jsaction|jscontroller|jsname|spellcheck|draggable|autocomplete|autocapitalize|ping)$/
const HIDING = /display\s?:\s?none|visibility\s?:\s?hidden/i
/** An image spelled out in its address: nothing a reader of text can see. */
const INLINE_DATA = /^data:[^,]{1,80},/
const LONGEST_DATA = 100

/** The ids that links, labels and captions of a page point at. */
export function pointedIds(tokens: readonly HtmlToken[]): ReadonlySet<string> {
	const ids = new Set<string>()
	for (const { attributes } of tokens) {
		for (const { name, value } of attributes) {
			if (name === 'href' && value.includes('#')) ids.add(value.slice(value.indexOf('#') + 1))
			if (name === 'for' || name === 'headers' || name === 'list' || name === 'form')
				for (const id of value.split(' ')) ids.add(id)
		}
	}
	return ids
}

/**
 * The attributes of a tag that go. What hides an element stays, and an `aria-label` where the element has no text
 * (`isEmpty`), an id in `ids`, a `data-src` that stands for a missing `src`.
 */
export function droppedAttributes(
	{ attributes }: HtmlToken,
	ids: ReadonlySet<string>,
	isEmpty: boolean,
): readonly HtmlAttribute[] {
	const hasSource = attributes.some(({ name, value }) => name === 'src' && !INLINE_DATA.test(value))
	return attributes.filter(({ name, value }) => {
		if (name === 'id') return !ids.has(value)
		if (name === 'src') return INLINE_DATA.test(value.slice(0, 100)) && value.length > LONGEST_DATA
		if (name === 'style') return !HIDING.test(value)
		if (name === 'aria-label') return !isEmpty
		if (name === 'aria-checked' || name === 'aria-selected') return value !== 'true'
		if (name === 'data-src') return hasSource
		return CHROME.test(name)
	})
}
