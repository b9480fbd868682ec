import { isMarker } from '../dedup/marker.ts'
import { pieceClass } from './piece-class.ts'

/** A text cut into words, runs of white space, line breaks and runs of one punctuation mark, as numbers. */
export interface Pieces {
	readonly count: number
	/** Offset where each piece begins in the text, and one more: where the last one ends. */
	readonly starts: Int32Array
	/** Number of each piece's text: equal pieces have equal numbers, dense from 0, but every line break and marker has its own. */
	readonly ids: Int32Array
	/** Tokens of the pieces before each piece, guessed from lengths alone. */
	readonly weights: Int32Array
}

/** UTF-16 code units of a word that make a token, about. */
const UNITS_PER_TOKEN = 6

/** Longest line in UTF-16 code units that can be a marker. */
const LONGEST_MARKER = 200

/** A code point that belongs to the character before it. */
const EXTENDS = /^[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d]/u

/** A code point that the character after it belongs to. */
const PREPENDS = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e]/

/** Cuts a stretch of a text; never inside a grapheme. Linear. */
export function cutPieces(text: string, start: number, end: number): Pieces {
	const starts = new Int32Array(end - start + 1)
	const ids = new Int32Array(end - start)
	const weights = new Int32Array(end - start + 1)
	const known = new Map<string, number>()
	let fresh = 0
	let count = 0
	let weight = 0
	let lineStart = start
	for (let at = start; at < end; count++) {
		const marker = at === lineStart ? markerEnd(text, at, end) : at
		const kind = marker > at ? 'break' : pieceClass(text.charCodeAt(at))
		const to = marker > at ? marker : pieceEnd(text, at, end, kind)
		if (kind === 'break') lineStart = to
		let id = kind === 'break' ? undefined : known.get(text.slice(at, to))
		if (id === undefined) {
			id = fresh++
			if (kind !== 'break') known.set(text.slice(at, to), id)
		}
		starts[count] = at
		ids[count] = id
		weights[count] = weight
		weight +=
			kind === 'word' ? Math.ceil((to - at) / UNITS_PER_TOKEN) : kind === 'blank' && to - at === 1 ? 0 : 1
		at = to
	}
	starts[count] = end
	weights[count] = weight
	return {
		count,
		starts: starts.subarray(0, count + 1),
		ids: ids.subarray(0, count),
		weights: weights.subarray(0, count + 1),
	}
}

/** Where the line that begins at an offset ends, if it is a marker, which no phrase may reach into; else the offset. */
function markerEnd(text: string, start: number, end: number): number {
	if (text[start] !== '[') return start
	const at = text.indexOf('\n', start)
	const behind = at === -1 || at > end ? end : at
	return behind - start <= LONGEST_MARKER && isMarker(text.slice(start, behind)) ? behind : start
}

function pieceEnd(text: string, start: number, end: number, kind: ReturnType<typeof pieceClass>): number {
	const first = text.charCodeAt(start)
	let at = start + 1
	if (kind === 'mark') while (at < end && text.charCodeAt(at) === first) at++
	else while (at < end && pieceClass(text.charCodeAt(at)) === kind) at++
	if (kind === 'break') return at
	while (at < end && isGlued(text, at)) {
		at++
		while (at < end && pieceClass(text.charCodeAt(at)) === 'word') at++
	}
	return at
}

/** Whether the character at an offset belongs to the one before it. */
function isGlued(text: string, at: number): boolean {
	const code = text.charCodeAt(at)
	if (code >= 0x300) return EXTENDS.test(String.fromCodePoint(text.codePointAt(at) ?? code))
	return (
		text.charCodeAt(at - 1) >= 0x600 && !(code === 10 || code === 13) && PREPENDS.test(text.charAt(at - 1))
	)
}
