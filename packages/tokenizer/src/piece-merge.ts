import { LongMerge } from './merge-long.ts'
import { mergeShort, SHORT_PARTS } from './merge-short.ts'
import { Piece } from './piece.ts'
import { findToken } from './token-index.ts'
import type { Utf8 } from './utf8.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Longest stretch merged at once, and how far two of them overlap, in bytes. */
export interface Window {
	readonly length: number
	readonly overlap: number
}

/**
 * A window's memory is well under a megabyte, so that merging stays within the processor's cache; an overlap holds
 * eight tokens or more.
 */
const WINDOW: Window = { length: 1 << 14, overlap: 1 << 10 }

/**
 * Turns pieces that are no token by themselves into tokens.
 *
 * A piece longer than a window is merged window by window, in bounded memory. Two windows are joined at a token
 * that both found at the same place. The result is exact: a sequence of tokens is what merging gives if and only if
 * each two neighbours are what merging gives for their own bytes, and all neighbours in the joined sequence were
 * neighbours in one of the windows. Where no common token is found, the whole piece is merged at once.
 */
export class PieceMerge {
	readonly #vocabulary: Vocabulary
	readonly #window: Window
	readonly #piece: Piece
	readonly #long: LongMerge
	/** Where the tokens of the overlap start, as the window before saw them, and where the last one ends. */
	#tail: Int32Array = new Int32Array(0)

	/** `window` is for tests; its length is at least twice its overlap. */
	constructor(vocabulary: Vocabulary, window: Window = WINDOW) {
		this.#vocabulary = vocabulary
		this.#window = window
		this.#piece = new Piece(vocabulary)
		this.#long = new LongMerge(this.#piece)
	}

	/** Number of tokens of a piece, whose ids are appended to `ids` if given. */
	run(text: Utf8, start: number, end: number, ids?: number[]): number {
		if (end - start <= this.#window.length) {
			this.#merge(text, start, end)
			return this.#take(0, this.#piece.count, ids)
		}
		const known = ids?.length ?? 0
		const tokens = this.#runWindows(text, start, end, ids)
		if (tokens >= 0) return tokens
		if (ids !== undefined) ids.length = known
		this.#merge(text, start, end)
		return this.#take(0, this.#piece.count, ids)
	}

	/** Lets go of the text of the last run. */
	release(): void {
		this.#piece.release()
	}

	/** As `run`, or -1 where two windows have no token in common. */
	#runWindows(text: Utf8, start: number, end: number, ids: number[] | undefined): number {
		const bytes = text.bytes
		const piece = this.#piece
		let tokens = 0
		let previous = start
		let previousEnd = start
		for (let from = start; ; ) {
			const to = from + this.#window.length < end ? charStart(bytes, from + this.#window.length) : end
			// Runs and other text that repeats itself give the same window again and again.
			if (sameBytes(bytes, previous, previousEnd, from, to)) this.#piece.move(from - previous)
			else this.#merge(text, from, to)
			previous = from
			previousEnd = to
			let first = 0
			if (from > start) {
				const joint = this.#joint()
				if (joint < 0) return -1
				tokens += this.#takeTail(text, piece.starts[joint + 1] as number, ids)
				first = joint + 1
			}
			if (to === end) return tokens + this.#take(first, piece.count, ids)
			const cut = this.#cut(bytes, to - this.#window.overlap)
			if (cut <= first) return -1
			tokens += this.#take(first, cut, ids)
			this.#tail = piece.starts.slice(cut, piece.count + 1)
			from = piece.starts[cut] as number
		}
	}

	#merge(text: Utf8, start: number, end: number): void {
		this.#piece.load(text.bytes, text.view, start, end)
		if (this.#piece.count <= SHORT_PARTS) mergeShort(this.#piece)
		else this.#long.run()
	}

	/** The last token that starts at or before `before`, and where a character starts. */
	#cut(bytes: Uint8Array, before: number): number {
		const starts = this.#piece.starts
		let token = this.#piece.count - 1
		while (token > 0) {
			const at = starts[token] as number
			if (at <= before && charStart(bytes, at) === at) break
			token--
		}
		return token
	}

	/** The first token of the window that is one of the tail too, or -1. */
	#joint(): number {
		const tail = this.#tail
		const { starts, count } = this.#piece
		for (let i = 0, k = 0; k < count && i + 1 < tail.length; ) {
			const [inTail, inWindow] = [tail[i] as number, starts[k] as number]
			if (inTail === inWindow && tail[i + 1] === starts[k + 1]) return k
			if (inTail <= inWindow) i++
			if (inWindow <= inTail) k++
		}
		return -1
	}

	/** Takes the tokens of the tail up to the byte offset `end`. */
	#takeTail(text: Utf8, end: number, ids: number[] | undefined): number {
		const tail = this.#tail
		let token = 0
		for (; (tail[token] as number) < end; token++) {
			const [start, next] = [tail[token] as number, tail[token + 1] as number]
			ids?.push(findToken(this.#vocabulary, text.bytes, text.view, start, next))
		}
		return token
	}

	#take(from: number, to: number, ids: number[] | undefined): number {
		if (ids !== undefined) for (let i = from; i < to; i++) ids.push(this.#piece.idOf(i))
		return to - from
	}
}

/** Start of the character that the byte belongs to. */
function charStart(bytes: Uint8Array, at: number): number {
	let start = at
	while (((bytes[start] as number) & 0xc0) === 0x80) start--
	return start
}

function sameBytes(
	bytes: Uint8Array,
	start: number,
	end: number,
	otherStart: number,
	otherEnd: number,
): boolean {
	if (end - start !== otherEnd - otherStart) return false
	for (let i = start, k = otherStart; i < end; i++, k++) if (bytes[i] !== bytes[k]) return false
	return true
}
