/** An array or object of a JSON text, by offsets; values are not read. */
export interface JsonNode {
	readonly array: boolean
	/** Offset of the opening bracket. */
	readonly start: number
	/** Offset after the closing bracket. */
	end: number
	readonly items: JsonItem[]
}

/** An element of an array or a member of an object. */
export interface JsonItem {
	/** Offset of the value, or of the key in an object. */
	readonly start: number
	end: number
	/** Offset of the value; `start` in an array. */
	valueStart: number
	/** Offsets of the key's text between its quotes; equal in an array. */
	readonly keyStart: number
	readonly keyEnd: number
	node: JsonNode | undefined
}

/** Deeper than any real payload; keeps hostile nesting from costing more than its length. */
const DEEPEST = 256
const LITERAL = /-?(?:0|[1-9]\d{0,399})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,9})?|true|false|null/y
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y

/**
 * Reads the structure of the JSON array or object at `from` in one pass, without building values.
 *
 * `undefined` when no well-formed array or object stands there. Numbers longer than JSON programs write
 * (400 digits) count as malformed.
 */
export function scanJson(text: string, from: number, limit: number = text.length): JsonNode | undefined {
	const first = text.charCodeAt(from)
	if (first !== OPEN_ARRAY && first !== OPEN_OBJECT) return undefined
	const root: JsonNode = { array: first === OPEN_ARRAY, start: from, end: from, items: [] }
	const stack: JsonNode[] = [root]
	let at = from + 1
	let afterValue = false
	let comma = false
	while (at < limit) {
		at = skip(text, at, limit)
		const node = stack[stack.length - 1]
		if (node === undefined) return undefined
		const code = text.charCodeAt(at)
		if (code === (node.array ? CLOSE_ARRAY : CLOSE_OBJECT)) {
			if (comma) return undefined
			node.end = ++at
			stack.pop()
			const parent = stack[stack.length - 1]
			if (parent === undefined) return root
			const item = parent.items[parent.items.length - 1]
			if (item !== undefined) item.end = at
			afterValue = true
			continue
		}
		if (afterValue) {
			if (code !== COMMA) return undefined
			at++
			afterValue = false
			comma = true
			continue
		}
		comma = false
		const item: JsonItem = { start: at, end: at, valueStart: at, keyStart: at, keyEnd: at, node: undefined }
		if (!node.array) {
			const end = stringEnd(text, at, limit)
			if (end === -1) return undefined
			at = skip(text, end, limit)
			if (text.charCodeAt(at) !== COLON) return undefined
			at = skip(text, at + 1, limit)
			Object.assign(item, { valueStart: at, keyStart: item.start + 1, keyEnd: end - 1 })
		}
		node.items.push(item)
		const value = text.charCodeAt(at)
		if (value === OPEN_ARRAY || value === OPEN_OBJECT) {
			if (stack.length >= DEEPEST) return undefined
			item.node = { array: value === OPEN_ARRAY, start: at, end: at, items: [] }
			stack.push(item.node)
			at++
			continue
		}
		const end = value === QUOTE ? stringEnd(text, at, limit) : literalEnd(text, at, limit)
		if (end === -1) return undefined
		item.end = at = end
		afterValue = true
	}
	return undefined
}

const OPEN_ARRAY = 91
const CLOSE_ARRAY = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125
const QUOTE = 34
const COMMA = 44
const COLON = 58

function skip(text: string, from: number, limit: number): number {
	let at = from
	while (at < limit) {
		const code = text.charCodeAt(at)
		if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break
		at++
	}
	return at
}

/** Offset after the closing quote of the string at `from`, or −1. */
function stringEnd(text: string, from: number, limit: number): number {
	if (text.charCodeAt(from) !== QUOTE) return -1
	for (let at = from + 1; at < limit; at++) {
		const code = text.charCodeAt(at)
		if (code === 92) {
			ESCAPE.lastIndex = at + 1
			if (!ESCAPE.test(text)) return -1
			at = ESCAPE.lastIndex - 1
		} else if (code === QUOTE) return at + 1
		else if (code < 32) return -1
	}
	return -1
}

function literalEnd(text: string, from: number, limit: number): number {
	LITERAL.lastIndex = from
	return LITERAL.test(text) && LITERAL.lastIndex <= limit ? LITERAL.lastIndex : -1
}
