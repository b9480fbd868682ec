import type { HtmlToken } from './scan.ts'

/** Elements without content or closing tag. */
const VOID = new Set(
	'area base br col embed hr img input link meta param source track wbr path circle rect line polygon polyline ellipse use stop'.split(
		' ',
	),
)

/** An element of a page by the indexes of its tags among the tokens. */
export interface HtmlElement {
	readonly open: number
	readonly close: number
	/** Whether text that is not blank stands inside. */
	readonly hasText: boolean
}

/**
 * Elements by the index of their opening tag. One that is never closed is absent; one without content ends where it
 * begins. A closing tag closes what was opened inside and left open.
 */
export function findElements(text: string, tokens: readonly HtmlToken[]): ReadonlyMap<number, HtmlElement> {
	const elements = new Map<number, HtmlElement>()
	const path: { readonly name: string; readonly open: number; readonly texts: number }[] = []
	const openNames = new Map<string, number>()
	let texts = 0
	for (const [index, { type, name, start, end }] of tokens.entries()) {
		if (type === 'text' || (type === 'raw' && name !== 'script' && name !== 'style')) {
			if (text.slice(start, end).trim() !== '') texts++
		} else if (type === 'open') {
			if (VOID.has(name) || text[end - 2] === '/')
				elements.set(index, { open: index, close: index, hasText: false })
			else {
				path.push({ name, open: index, texts })
				openNames.set(name, (openNames.get(name) ?? 0) + 1)
			}
		} else if (type === 'close' && (openNames.get(name) ?? 0) > 0) {
			for (let top = path.pop(); top !== undefined; top = path.pop()) {
				openNames.set(top.name, (openNames.get(top.name) ?? 1) - 1)
				if (top.name !== name) continue
				elements.set(top.open, { open: top.open, close: index, hasText: texts > top.texts })
				break
			}
		}
	}
	return elements
}
