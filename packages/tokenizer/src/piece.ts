import { RADIX, radixPowers } from './byte-hash.ts'
import { byteLength } from './char-class.ts'
import { type CharParts, charParts, codePointAt } from './char-parts.ts'
import { findLong, findShort } from './token-index.ts'
import type { Vocabulary } from './vocabulary.ts'
import { TWO_WORDS } from './words.ts'

/** Most bytes for which the arrays of a piece are kept for the next one, 8 bytes of memory each. */
const KEPT_BYTES = 1 << 14

const NOTHING = new Uint8Array(0)
const NOTHING_VIEW = new DataView(NOTHING.buffer)

/**
 * One piece of text on its way to tokens: where its parts start, and the rank of any stretch of its bytes.
 *
 * A merge shrinks `count` and moves `starts` together; part `i` is the bytes `[starts[i], starts[i + 1])`.
 */
export class Piece {
	readonly vocabulary: Vocabulary
	/** Number of parts. */
	count: number = 0
	/** Starts of the parts, as offsets of `bytes`, and the end of the piece after the last. */
	starts: Int32Array = new Int32Array(KEPT_BYTES + 1)
	bytes: Uint8Array = NOTHING
	#view: DataView = NOTHING_VIEW
	#start = 0
	/** Hashes of the bytes from the start of the piece up to each offset. */
	#hashes: Int32Array = new Int32Array(KEPT_BYTES + 1)
	readonly #powers: Int32Array
	#chars: CharParts | undefined

	constructor(vocabulary: Vocabulary) {
		this.vocabulary = vocabulary
		this.#powers = radixPowers(vocabulary.maxTokenBytes + 1)
	}

	/** Takes the bytes `[start, end)` and splits them into the smallest parts that merging starts from. */
	load(bytes: Uint8Array, view: DataView, start: number, end: number): void {
		this.#fit(end - start)
		this.bytes = bytes
		this.#view = view
		this.#start = start
		const hashes = this.#hashes
		let hash = 0
		let bits = 0
		for (let i = start; i < end; i++) {
			const byte = bytes[i] as number
			hash = (Math.imul(hash, RADIX) + byte) | 0
			hashes[i - start + 1] = hash
			bits |= byte
		}
		this.count = bits < 0x80 ? this.#splitBytes(start, end) : this.#splitChars(start, end)
		this.starts[this.count] = end
	}

	/** Rank of the token with the bytes `[start, end)` of the piece, or -1. */
	rankOf(start: number, end: number): number {
		const length = end - start
		if (length === 2) {
			const bytes = this.bytes
			return this.vocabulary.pairs[((bytes[start] as number) << 8) | (bytes[start + 1] as number)] as number
		}
		return length <= TWO_WORDS
			? findShort(this.vocabulary, this.#view, start, length)
			: this.#rankOfLong(start, end)
	}

	#rankOfLong(start: number, end: number): number {
		const length = end - start
		if (length > this.vocabulary.maxTokenBytes) return -1
		const before = this.#hashes[start - this.#start] as number
		const hash =
			((this.#hashes[end - this.#start] as number) - Math.imul(before, this.#powers[length] as number)) | 0
		return findLong(this.vocabulary, this.bytes, start, end, hash)
	}

	/** Lets go of the text, which may be large. */
	release(): void {
		this.bytes = NOTHING
		this.#view = NOTHING_VIEW
	}

	/** Moves the piece with its parts by `offset` bytes, to where the text is the same again. */
	move(offset: number): void {
		this.#start += offset
		for (let i = 0; i <= this.count; i++) this.starts[i] = (this.starts[i] as number) + offset
	}

	/** Id of part `i`, which is a token. */
	idOf(i: number): number {
		const start = this.starts[i] as number
		const end = this.starts[i + 1] as number
		if (end - start === 1) return this.vocabulary.singles[this.bytes[start] as number] as number
		return this.rankOf(start, end)
	}

	#fit(length: number): void {
		const capacity = Math.max(length, KEPT_BYTES) + 1
		// A piece beyond that is rare: its memory is not kept.
		if (this.starts.length >= length + 1 && this.starts.length <= KEPT_BYTES + 1) return
		this.starts = new Int32Array(capacity)
		this.#hashes = new Int32Array(capacity)
	}

	#splitBytes(start: number, end: number): number {
		const starts = this.starts
		for (let i = start; i < end; i++) starts[i - start] = i
		return end - start
	}

	/** One part a character where that is sound, one a byte elsewhere; see `CharParts`. */
	#splitChars(start: number, end: number): number {
		this.#chars ??= charParts(this.vocabulary)
		const { ids, torn } = this.#chars
		const { bytes, starts } = this
		let parts = 0
		let tornBefore = false
		for (let i = start; i < end; ) {
			const length = byteLength(bytes[i] as number)
			const next = i + length
			const tornAfter = next < end && torn[((bytes[next - 1] as number) << 8) | (bytes[next] as number)] !== 0
			const whole =
				!tornBefore && !tornAfter && length > 1 && length < 4 && (ids[codePointAt(bytes, i)] as number) >= 0
			if (whole) starts[parts++] = i
			else for (let at = i; at < next; at++) starts[parts++] = at
			tornBefore = tornAfter
			i = next
		}
		return parts
	}
}
