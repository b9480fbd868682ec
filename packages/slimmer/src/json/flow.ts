import { isPlainCell, isPlainKey, isUnparted } from './table/cell.ts'
import type { JsonNode } from './tree.ts'

/** Stands before JSON that is the content of a string; see `embedded.ts`. */
const EMBEDDED = /^json[s1-8]?[[{]/

/** How a table begins behind its bracket. */
const TABLE = /^#\d/

/**
 * A value without the quotes that no reader needs: `{city:Rome,zip:"00100",paid:true}`. Strings that could be taken for
 * something else, or hold a comma or bracket, keep theirs.
 */
export function writeFlow(minified: string, node: JsonNode): string {
	const { kind, start, end, keys, items } = node
	if (kind === 'array') return `[${items.map((item) => writeFlow(minified, item)).join(',')}]`
	if (kind === 'object')
		return `{${items.map((item, at) => `${flowKey(keys[at] ?? '')}:${writeFlow(minified, item)}`).join(',')}}`
	const spelled = minified.slice(start, end)
	return kind === 'string' ? flowString(spelled) : spelled
}

/** A key, as JSON spells it, without its quotes where they are not needed. */
export function flowKey(spelled: string): string {
	const content = spelled.slice(1, -1)
	return isPlainKey(content) && !TABLE.test(content) ? content : spelled
}

/** A string, as JSON spells it, without its quotes where they are not needed. */
export function flowString(spelled: string): string {
	const content = spelled.slice(1, -1)
	const isMark = EMBEDDED.test(content) || TABLE.test(content)
	return isPlainCell(content) && isUnparted(content, ',', true) && !isMark ? content : spelled
}
