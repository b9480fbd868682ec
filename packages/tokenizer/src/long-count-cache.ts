import { MASKS } from './words.ts'

const ENTRIES_BITS = 14
const WORDS = 16

/** Longest piece that is remembered, in bytes: all words of an entry but the last. */
export const FIFTEEN_WORDS: number = (WORDS - 1) * 4

/**
 * Token counts of longer pieces met before, in 1 MB whatever the text. A piece that falls on the place of another
 * takes it.
 *
 * For scripts without spaces, whose pieces are clauses: the same text counted again, as happens before and after
 * each step of a pipeline, is not merged again.
 */
export class LongCountCache {
	readonly #entries: Int32Array = new Int32Array(WORDS << ENTRIES_BITS)
	#at = 0

	/**
	 * Count of the piece of 1 to `FIFTEEN_WORDS` bytes at `start`, or 0 when it is not known; `put` then remembers
	 * it.
	 */
	get(view: DataView, start: number, length: number): number {
		const entries = this.#entries
		const whole = length >> 2
		const last = view.getInt32(start + whole * 4, true) & (MASKS[(length & 3) * 3] as number)
		let hash = last
		for (let word = 0; word < whole; word++) {
			hash = Math.imul(hash ^ view.getInt32(start + word * 4, true), 0x2c1b3c6d)
			hash ^= hash >>> 15
		}
		const at = (Math.imul(hash, 0x297a2d39) >>> (32 - ENTRIES_BITS)) * WORDS
		this.#at = at
		const known = entries[at + WORDS - 1] as number
		if ((known & 0xff) !== length) return 0
		for (let word = 0; word < whole; word++) {
			if (entries[at + word] !== view.getInt32(start + word * 4, true)) return 0
		}
		// A piece of whole words has no last one.
		return (length & 3) === 0 || entries[at + whole] === last ? known >> 8 : 0
	}

	/** Remembers the count, at least 1, of the piece that `get` last did not know. */
	put(view: DataView, start: number, length: number, count: number): void {
		const entries = this.#entries
		const at = this.#at
		const whole = length >> 2
		for (let word = 0; word < whole; word++) entries[at + word] = view.getInt32(start + word * 4, true)
		if ((length & 3) !== 0) {
			entries[at + whole] = view.getInt32(start + whole * 4, true) & (MASKS[(length & 3) * 3] as number)
		}
		entries[at + WORDS - 1] = (count << 8) | length
	}
}
