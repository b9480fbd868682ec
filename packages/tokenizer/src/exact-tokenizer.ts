import { HeadroomError } from '@headroom/spec'
import { CountCache } from './count-cache.ts'
import { FIFTEEN_WORDS, LongCountCache } from './long-count-cache.ts'
import { PieceMerge } from './piece-merge.ts'
import type { PieceEnd } from './pre-tokenizer.ts'
import { findToken } from './token-index.ts'
import { type Utf8, utf8 } from './utf8.ts'
import type { Vocabulary } from './vocabulary.ts'
import { THREE_WORDS } from './words.ts'

/**
 * Counts and encodes exactly as the encoding's reference does, in time linear in the text.
 *
 * Text that looks like a special token is plain text. Lone surrogates are read as U+FFFD, as UTF-8 has it.
 */
export class ExactTokenizer {
	/** Name of the encoding. */
	readonly id: string
	readonly exact = true
	readonly #vocabulary: Vocabulary
	readonly #pieceEnd: PieceEnd
	readonly #merge: PieceMerge
	readonly #counts: CountCache = new CountCache()
	#longCounts: LongCountCache | undefined
	#specialById: ReadonlyMap<number, Uint8Array> | undefined

	constructor(id: string, vocabulary: Vocabulary, pieceEnd: PieceEnd) {
		this.id = id
		this.#vocabulary = vocabulary
		this.#pieceEnd = pieceEnd
		this.#merge = new PieceMerge(vocabulary)
	}

	/** Number of tokens. */
	count(text: string): number {
		const encoded = utf8(text)
		const { bytes, length } = encoded
		const pieceEnd = this.#pieceEnd
		let tokens = 0
		for (let start = 0; start < length; ) {
			const end = pieceEnd(bytes, start, length)
			tokens += this.#countPiece(encoded, start, end)
			start = end
		}
		this.#merge.release()
		return tokens
	}

	/**
	 * Whether `count(text) > limit`, found without counting more of the text than the answer needs: time grows with
	 * the limit, not with the text.
	 */
	exceeds(text: string, limit: number): boolean {
		// A token has at least one byte, and a UTF-16 unit at most three.
		if (text.length * 3 <= limit) return false
		if (text.length > limit * this.#vocabulary.maxTokenBytes) return true
		const encoded = utf8(text)
		const { bytes, length } = encoded
		const pieceEnd = this.#pieceEnd
		let tokens = 0
		// What is left gives at most one token a byte.
		for (let start = 0; tokens <= limit && tokens + length - start > limit; ) {
			const end = pieceEnd(bytes, start, length)
			tokens += this.#countPiece(encoded, start, end)
			start = end
		}
		this.#merge.release()
		return tokens > limit
	}

	/** Ids of the tokens, in order. */
	encode(text: string): number[] {
		const encoded = utf8(text)
		const { bytes, length } = encoded
		const pieceEnd = this.#pieceEnd
		const ids: number[] = []
		for (let start = 0; start < length; ) {
			const end = pieceEnd(bytes, start, length)
			const id = findToken(this.#vocabulary, bytes, encoded.view, start, end)
			if (id >= 0) ids.push(id)
			else this.#merge.run(encoded, start, end, ids)
			start = end
		}
		this.#merge.release()
		return ids
	}

	/**
	 * Text of the tokens. Special tokens give their text; bytes that are no UTF-8, such as half a character, give
	 * U+FFFD.
	 *
	 * @throws HeadroomError `invalid-argument` for an id that the encoding does not have.
	 */
	decode(ids: Iterable<number>): string {
		const chunks: Uint8Array[] = []
		let length = 0
		for (const id of ids) {
			const chunk = this.#bytesOf(id)
			chunks.push(chunk)
			length += chunk.length
		}
		const bytes = new Uint8Array(length)
		let at = 0
		for (const chunk of chunks) {
			bytes.set(chunk, at)
			at += chunk.length
		}
		return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
	}

	#countPiece(text: Utf8, start: number, end: number): number {
		const length = end - start
		if (length > THREE_WORDS) return this.#countLong(text, start, end)
		const known = this.#counts.get(text.view, start, length)
		if (known > 0) return known
		const count = this.#countUnknown(text, start, end)
		this.#counts.put(length, count)
		return count
	}

	#countLong(text: Utf8, start: number, end: number): number {
		const length = end - start
		if (length > FIFTEEN_WORDS) return this.#countUnknown(text, start, end)
		this.#longCounts ??= new LongCountCache()
		const known = this.#longCounts.get(text.view, start, length)
		if (known > 0) return known
		const count = this.#countUnknown(text, start, end)
		this.#longCounts.put(text.view, start, length, count)
		return count
	}

	#countUnknown(text: Utf8, start: number, end: number): number {
		// Most pieces are one token.
		const id = findToken(this.#vocabulary, text.bytes, text.view, start, end)
		return id >= 0 ? 1 : this.#merge.run(text, start, end)
	}

	#bytesOf(id: number): Uint8Array {
		const { bytes, offsets, special } = this.#vocabulary
		const end = Number.isInteger(id) && id >= 0 ? offsets[id + 1] : undefined
		if (end !== undefined && end > (offsets[id] as number)) return bytes.subarray(offsets[id], end)
		this.#specialById ??= new Map(
			Object.entries(special).map(([text, key]) => [key, new TextEncoder().encode(text)]),
		)
		const bytesOfSpecial = this.#specialById.get(id)
		if (bytesOfSpecial !== undefined) return bytesOfSpecial
		throw new HeadroomError(
			'invalid-argument',
			`decode: ${this.id} has no token ${id}; expected ids that encode() of this encoding gave.`,
		)
	}
}
