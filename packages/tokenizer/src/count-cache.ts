import { hashWords, MASKS } from './words.ts'

const ENTRIES_BITS = 15
const WORDS = 4

/**
 * Token counts of short pieces met before, in 512 KB whatever the text. A piece that falls on the place of another
 * takes it.
 *
 * Words are distributed so unevenly that this answers for some nine pieces in ten of ordinary text, from memory that
 * stays in the processor's cache, where a look-up in the vocabulary mostly does not.
 */
export class CountCache {
	/** Three words of bytes, then length and count. */
	readonly #entries: Int32Array = new Int32Array(WORDS << ENTRIES_BITS)
	#first = 0
	#second = 0
	#third = 0
	#at = 0

	/**
	 * Count of the piece of 1 to `THREE_WORDS` bytes at `start`, or 0 when it is not known; `put` then remembers
	 * it. Reads three words of `view`, whatever the length.
	 */
	get(view: DataView, start: number, length: number): number {
		const first = view.getInt32(start, true) & (MASKS[length * 3] as number)
		const second = view.getInt32(start + 4, true) & (MASKS[length * 3 + 1] as number)
		const third = view.getInt32(start + 8, true) & (MASKS[length * 3 + 2] as number)
		const at = (hashWords(first, second, third) >>> (32 - ENTRIES_BITS)) * WORDS
		const entries = this.#entries
		const known = entries[at + 3] as number
		if (
			entries[at] === first &&
			entries[at + 1] === second &&
			entries[at + 2] === third &&
			(known & 0xff) === length
		) {
			return known >> 8
		}
		this.#first = first
		this.#second = second
		this.#third = third
		this.#at = at
		return 0
	}

	/** Remembers the count, at least 1, of the piece that `get` last did not know. */
	put(length: number, count: number): void {
		const entries = this.#entries
		entries[this.#at] = this.#first
		entries[this.#at + 1] = this.#second
		entries[this.#at + 2] = this.#third
		entries[this.#at + 3] = (count << 8) | length
	}
}
