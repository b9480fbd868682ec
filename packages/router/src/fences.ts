/** A line that begins or ends a block of code in Markdown. */
const FENCE = /^ {0,3}```/gm

/** The fenced blocks of a text, read from its beginning on; linear over all questions. */
export class Fences {
	readonly #at: readonly number[]
	/** Fences before the place that was asked for last, and those of them that count. */
	#passed = 0
	#counted = 0

	constructor(text: string) {
		this.#at = text.includes('```') ? Array.from(text.matchAll(FENCE), ({ index }) => index) : []
	}

	/** Whether a block that is closed holds all from `start` to `end`. Places are asked for in order. */
	hold(start: number, end: number): boolean {
		for (; this.#isBefore(start); this.#passed++) this.#counted++
		return this.#counted % 2 === 1 && (this.#at.at(-1) ?? -1) >= end && !this.#isBefore(end)
	}

	/** The fences from `start` to `end` are no fences of this text. */
	leaveOut(start: number, end: number): void {
		for (; this.#isBefore(start); this.#passed++) this.#counted++
		while (this.#isBefore(end)) this.#passed++
	}

	#isBefore(place: number): boolean {
		return (this.#at[this.#passed] ?? Number.POSITIVE_INFINITY) < place
	}
}
