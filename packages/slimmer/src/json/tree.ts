import { skipString } from './scan.ts'

/** A JSON value in a minified text: where it stands, and what it holds. */
export interface JsonNode {
	readonly kind: 'object' | 'array' | 'string' | 'other'
	/** Offsets in the minified text, in UTF-16 code units; `end` is exclusive. */
	readonly start: number
	readonly end: number
	/** Keys of an object as they are spelled, quotes included; as many as `items`. */
	readonly keys: readonly string[]
	/** Values of an object or array, in order. */
	readonly items: readonly JsonNode[]
}

/** Containers inside each other at most: deeper values are no data a person would tabulate. */
export const DEEPEST: number = 48

const NONE: readonly never[] = []

/** The tree of a minified, valid JSON text, or `undefined` where it nests deeper than 48 levels. Linear. */
export function parseTree(minified: string): JsonNode | undefined {
	return readNode(minified, 0, 0)
}

function readNode(text: string, start: number, depth: number): JsonNode | undefined {
	const char = text.charCodeAt(start)
	if (char === 123 || char === 91) return depth < DEEPEST ? readContainer(text, start, depth) : undefined
	if (char === 34) return { kind: 'string', start, end: skipString(text, start), keys: NONE, items: NONE }
	let end = start
	while (end < text.length && !isMark(text.charCodeAt(end))) end++
	return { kind: 'other', start, end, keys: NONE, items: NONE }
}

function readContainer(text: string, start: number, depth: number): JsonNode | undefined {
	const isObject = text.charCodeAt(start) === 123
	const keys: string[] = []
	const items: JsonNode[] = []
	let at = start + 1
	for (;;) {
		const char = text.charCodeAt(at)
		if (char === 93 || char === 125) {
			const kind = isObject ? 'object' : 'array'
			return { kind, start, end: at + 1, keys: isObject ? keys : NONE, items }
		}
		if (char === 44) at++
		if (isObject) {
			const end = skipString(text, at)
			if (end === -1) return undefined
			keys.push(text.slice(at, end))
			at = end + 1
		}
		const item = readNode(text, at, depth + 1)
		if (item === undefined || item.end <= at) return undefined
		items.push(item)
		at = item.end
	}
}

/** Comma or closing bracket. */
function isMark(char: number): boolean {
	return char === 44 || char === 93 || char === 125
}
