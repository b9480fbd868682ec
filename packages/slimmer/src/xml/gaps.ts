import type { Edit } from '../rule.ts'
import type { XmlDocument, XmlToken } from './scan.ts'

/**
 * Edits that take the white space between the tags of a document: a line break stays before what deserves a line (see
 * `findLines`), and behind the last of such.
 *
 * Content that mixes words and tags stays as it is. Where a document has any, all gaps keep one line break or blank,
 * since words may be parted by them. Nothing changes under `xml:space="preserve"`.
 */
export function gapEdits(text: string, document: XmlDocument): readonly Edit[] {
	const { tokens, parents } = document
	const lines = findLines(text, document)
	const words = findWords(text, tokens, parents)
	const isData = !tokens.some(
		({ type }, index) => (type === 'open' || type === 'empty') && words[parents[index] ?? -1] === 1,
	)
	const preserved = new Uint8Array(tokens.length)
	const edits: Edit[] = []
	for (const [index, token] of tokens.entries()) {
		const parent = parents[index] ?? -1
		if (parent !== -1 && preserved[parent] === 1) preserved[index] = 1
		else if (token.type === 'open' && text.slice(token.start, token.end).includes('xml:space'))
			preserved[index] = 1
		if (token.type !== 'text' || preserved[index] === 1 || words[parent] === 1) continue
		const gap = text.slice(token.start, token.end)
		const before = tokens[index - 1]
		const after = tokens[index + 1]
		if (gap.trim() !== '' || before === undefined || after === undefined) continue
		// The white space of an element that holds nothing else is its value.
		if (before.type === 'open' && after.type === 'close') continue
		const shortest = gap.includes('\n') ? '\n' : ' '
		const isEnd = after.type === 'close'
		const keep = !isData || lines[isEnd ? index - 1 : index + 1] === 1
		edits.push({ start: token.start, end: token.end, replacement: keep ? shortest : '' })
	}
	return edits
}

/** Marks opening tags of elements that hold words or CDATA. */
function findWords(text: string, tokens: readonly XmlToken[], parents: readonly number[]): Uint8Array {
	const words = new Uint8Array(tokens.length)
	for (const [index, { type, start, end }] of tokens.entries()) {
		const parent = parents[index] ?? -1
		const isCdata = type === 'other' && text.startsWith('<![CDATA[', start)
		if (parent !== -1 && (isCdata || (type === 'text' && text.slice(start, end).trim() !== '')))
			words[parent] = 1
	}
	return words
}

/**
 * Marks the tags of elements that deserve a line: those with child elements, and those with attributes next to
 * others of their name. Comments and the root deserve one too.
 */
function findLines(text: string, { tokens, parents }: XmlDocument): Uint8Array {
	const lines = new Uint8Array(tokens.length)
	const siblings = new Int32Array(tokens.length).fill(-1)
	for (const [index, { type, name, start, end }] of tokens.entries()) {
		const parent = parents[index] ?? -1
		if (type === 'other' || parent === -1) lines[index] = 1
		if (parent === -1 || (type !== 'open' && type !== 'empty')) continue
		lines[parent] = 1
		const sibling = siblings[parent] ?? -1
		siblings[parent] = index
		if (tokens[sibling]?.name !== name || !text.slice(start, end).includes('=')) continue
		lines[index] = 1
		lines[sibling] = 1
	}
	const path: number[] = []
	for (const [index, { type }] of tokens.entries()) {
		if (type === 'open') path.push(index)
		else if (type === 'close') lines[index] = lines[path.pop() ?? index] ?? 0
	}
	return lines
}
