/** A JSON object or array within a text. Offsets are UTF-16 code units; `end` is exclusive. */
export interface JsonSpan {
	readonly start: number
	readonly end: number
	/** As spelled, without the white space outside its strings. */
	readonly minified: string
}

/**
 * The outermost JSON objects and arrays of a text, in order.
 *
 * Written anew for the bench, so that what it proves does not rest on the code it proves. Takes RFC 8259 alone: no
 * comments, no trailing commas. Where an opening bracket begins no JSON, those inside are tried.
 */
export function jsonSpans(text: string): JsonSpan[] {
	const spans: JsonSpan[] = []
	OPENING.lastIndex = 0
	for (let found = OPENING.exec(text); found !== null; found = OPENING.exec(text)) {
		const span = readJson(text, found.index)
		if (span === undefined) continue
		spans.push(span)
		OPENING.lastIndex = span.end
	}
	return spans
}

const OPENING = /[[{]/g
const TOKEN = /[ \t\r\n]*([[\]{}:,"]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that JSON allows in no string.
const STRING_PIECE = /(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})){0,1000}/y

/** What may come next. */
type Next = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end'

/** The object or array that begins at an offset, or `undefined`. */
function readJson(text: string, start: number): JsonSpan | undefined {
	const open: string[] = []
	let next: Next = 'value'
	let [at, minified] = [start, '']
	do {
		TOKEN.lastIndex = at
		const token = TOKEN.exec(text)?.[1]
		if (token === undefined) return undefined
		const after = follow(next, token, open)
		if (after === undefined) return undefined
		at = token === '"' ? stringEnd(text, TOKEN.lastIndex) : TOKEN.lastIndex
		if (at === -1) return undefined
		minified += token === '"' ? text.slice(TOKEN.lastIndex - 1, at) : token
		next = after
	} while (open.length > 0)
	return { start, end: at, minified }
}

/** What may come after a token where `next` was allowed; `undefined` when the token was not. */
function follow(next: Next, token: string, open: string[]): Next | undefined {
	if (token === ']' || token === '}') {
		const opening = token === ']' ? '[' : '{'
		const mayClose = next === ', or end' || next === (token === ']' ? 'value or ]' : 'key or }')
		return mayClose && open.pop() === opening ? ', or end' : undefined
	}
	if (token === ',') return next !== ', or end' ? undefined : open.at(-1) === '{' ? 'key' : 'value'
	if (token === ':') return next === ':' ? 'value' : undefined
	if (next === 'key' || next === 'key or }') return token === '"' ? ':' : undefined
	if (next !== 'value' && next !== 'value or ]') return undefined
	if (token !== '[' && token !== '{') return ', or end'
	open.push(token)
	return token === '[' ? 'value or ]' : 'key or }'
}

/** Behind the quote that ends a string whose inside begins at an offset; -1 where it is no JSON string. */
function stringEnd(text: string, from: number): number {
	let at = from
	while (text[at] !== '"') {
		STRING_PIECE.lastIndex = at
		STRING_PIECE.exec(text)
		if (STRING_PIECE.lastIndex === at) return -1
		at = STRING_PIECE.lastIndex
	}
	return at + 1
}
