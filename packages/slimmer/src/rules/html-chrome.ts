import { droppedAttributes, pointedIds } from '../html/attributes.ts'
import { droppedElement } from '../html/chrome.ts'
import { findElements } from '../html/elements.ts'
import { isPage } from '../html/page.ts'
import { type HtmlToken, scanHtml } from '../html/scan.ts'
import type { Edit, Rule } from '../rule.ts'

/** Elements whose white space a reader sees. */
const SPACED = new Set(['pre', 'code', 'samp', 'listing', 'textarea'])
const SPACES = /[ \t\r\n\f]{2,}/g

/**
 * Drops from a page that was fetched to be read what its reader never sees: scripts, styles, drawings, comments,
 * trackers, and attributes for looks and behaviour; runs of white space become one.
 *
 * All text stays, that of navigation too, with links, sources, alternative texts, form values, spans of cells,
 * data in JSON, and `pre`, `code` and `textarea` byte for byte. See `isPage` for what is not taken for a page.
 */
export const htmlChrome: Rule = {
	name: 'html-chrome',
	level: 'standard',
	apply(text, { kind }) {
		let scanned: readonly HtmlToken[] | undefined
		const scan = (): readonly HtmlToken[] => {
			scanned ??= scanHtml(text)
			return scanned
		}
		if (!isPage(text, kind, scan)) return []
		const tokens = scan()
		const elements = findElements(text, tokens)
		const ids = pointedIds(tokens)
		const edits: Edit[] = []
		const drop = (start: number, end: number): number => edits.push({ start, end, replacement: '' })
		for (let index = 0; index < tokens.length; index++) {
			const token = tokens[index]
			if (token === undefined) break
			const element = elements.get(index)
			if (token.type === 'open' && SPACED.has(token.name)) {
				// Never closed, all that follows may be its content.
				if (element === undefined) break
				index = element.close
				continue
			}
			const last = droppedElement(text, tokens, index, element)
			if (last !== undefined) {
				drop(token.start, tokens[last]?.end ?? token.end)
				index = last
			} else if (token.type === 'text') {
				const content = text.slice(token.start, token.end)
				for (const { 0: run, index: at } of content.matchAll(SPACES)) {
					const start = token.start + at
					edits.push({ start, end: start + run.length, replacement: run.includes('\n') ? '\n' : ' ' })
				}
			} else if (token.type === 'open') {
				for (const { start, end } of droppedAttributes(token, ids, element?.hasText !== true))
					drop(start, end)
			}
		}
		return edits
	},
}
