import { isMarker } from './marker.ts'

/** UTF-16 code units from which a single line is a block. */
const LONG_LINE = 100

const BARRIER = -1

/**
 * The lines sent so far, as numbers, with the first place of every block of three lines and of every long line.
 *
 * Depends on the texts as sent alone, so that indexing a text again gives the same index. Memory and time are
 * linear in the number of lines.
 */
export class BlockIndex {
	readonly #ids = new Map<string, number>()
	readonly #lines: number[] = []
	readonly #messages: number[] = []
	readonly #numbers: number[] = []
	readonly #blocks = new Map<string, number>()
	readonly #long = new Map<number, number>()

	/** How many lines are indexed, barriers included. */
	get size(): number {
		return this.#lines.length
	}

	/** The number of a line's text. Equal lines have equal numbers. */
	idOf(line: string): number {
		const known = this.#ids.get(line)
		if (known !== undefined) return known
		this.#ids.set(line, this.#ids.size)
		return this.#ids.size - 1
	}

	/** The number of the line at a position, or a negative number where nothing can be pointed at. */
	at(position: number): number {
		return this.#lines[position] ?? BARRIER
	}

	/** Message, 0-based, and line, 1-based, of a position. */
	place(position: number): { readonly message: number; readonly line: number } {
		return { message: this.#messages[position] ?? 0, line: this.#numbers[position] ?? 1 }
	}

	/** Adds a line as it is sent. */
	add(line: string, id: number, message: number, number: number): void {
		if (isMarker(line)) {
			this.addBarrier()
			return
		}
		this.#lines.push(id)
		this.#messages.push(message)
		this.#numbers.push(number)
		const last = this.#lines.length - 1
		if (line.length >= LONG_LINE && !this.#long.has(id)) this.#long.set(id, last)
		const key = keyOf(this.at(last - 2), this.at(last - 1), id)
		if (key !== undefined && !this.#blocks.has(key)) this.#blocks.set(key, last - 2)
	}

	/** Parts texts: no block reaches over a barrier. */
	addBarrier(): void {
		this.#lines.push(BARRIER)
		this.#messages.push(0)
		this.#numbers.push(0)
	}

	/** First position of a block that begins with these lines, or `undefined`. */
	find(first: number, second: number | undefined, third: number | undefined): number | undefined {
		if (second !== undefined && third !== undefined) {
			const key = keyOf(first, second, third)
			const block = key === undefined ? undefined : this.#blocks.get(key)
			if (block !== undefined) return block
		}
		return this.#long.get(first)
	}
}

function keyOf(first: number, second: number, third: number): string | undefined {
	return first < 0 || second < 0 || third < 0 ? undefined : `${first} ${second} ${third}`
}
