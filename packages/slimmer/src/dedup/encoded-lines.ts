import type { Lines } from '../layout/lines.ts'
import type { Span } from '../rule.ts'

/** Which lines hold notation of an encoder, and where each block of it begins and ends. */
export class EncodedLines {
	/** Line after the block that a line belongs to, or 0. */
	readonly #ends: Int32Array
	/** First line of the block that a line belongs to. */
	readonly #starts: Int32Array

	constructor(lines: Lines, encoded: readonly Span[]) {
		this.#ends = new Int32Array(lines.count)
		this.#starts = new Int32Array(lines.count)
		for (const { start, end } of encoded) {
			const first = lines.at(start)
			const last = lines.at(Math.max(start, end - 1))
			this.#ends.fill(last + 1, first, last + 1)
			this.#starts.fill(first, first, last + 1)
		}
	}

	holds(line: number): boolean {
		return (this.#ends[line] ?? 0) > 0
	}

	/** Whether a line belongs to a block and is not its first: no repeat may begin there. */
	isInside(line: number): boolean {
		return this.holds(line) && this.#starts[line] !== line
	}

	/** The longest beginning of `length` lines from `line` on that takes every block it touches whole. */
	wholeBlocks(line: number, length: number): number {
		if (length === 0 || this.isInside(line)) return 0
		const last = line + length - 1
		const isCut = this.holds(last) && (this.#ends[last] ?? 0) > last + 1
		return isCut ? Math.max(0, (this.#starts[last] ?? line) - line) : length
	}
}
