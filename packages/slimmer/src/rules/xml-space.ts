import type { Edit, Rule } from '../rule.ts'
import { gapEdits } from '../xml/gaps.ts'
import { scanXml } from '../xml/scan.ts'

/** Fewest indented tags of a document without an XML declaration: fewer are tags in a prompt. */
const FEWEST = 8

/**
 * Drops the indentation of XML documents: white space between tags where no element mixes words and tags.
 *
 * A document begins the text with `<?xml`, or is the whole text, indented, and not HTML. Texts, attributes,
 * comments and CDATA stay byte for byte; what is not well-formed stays as it is.
 */
export const xmlSpace: Rule = {
	name: 'xml-space',
	level: 'standard',
	apply(text, { layout }) {
		const head = text.slice(0, 200).trimStart()
		if (!/^<[?A-Za-z_]/.test(head) || /^<html[\s>]/i.test(head)) return []
		if (layout.kind(layout.lines.at(text.length - text.trimStart().length)) !== 'text') return []
		const document = scanXml(text)
		if (document === undefined) return []
		const edits: Edit[] = [...gapEdits(text, document)]
		if (head.startsWith('<?xml')) return edits
		const indented = edits.filter(({ start, end }) => /\n[ \t]/.test(text.slice(start, end)))
		const isWhole = text.slice(document.end).trim() === ''
		return isWhole && indented.length >= FEWEST ? edits : []
	},
}
