import type { Edit } from './rule.ts'

/**
 * Follows places of a text back to the text it was made from, through rounds of edits.
 *
 * Breakpoints in both texts; between two of them a place maps one to one, unless an edit put that stretch there.
 */
export class SourceMap {
	#current: number[]
	#source: number[]

	constructor(length: number) {
		this.#current = [0, length]
		this.#source = [0, length]
	}

	/** The stretch of the source that a stretch of the current text came from. */
	toSource(start: number, end: number): readonly [number, number] {
		const from = this.#start(start)
		return [from, Math.max(from, this.#end(end))]
	}

	/** Takes in edits of the current text, in order and not overlapping. */
	apply(edits: readonly Edit[]): void {
		const current: number[] = []
		const source: number[] = []
		let old = 0
		let shift = 0
		const add = (at: number, from: number): void => {
			current.push(at)
			source.push(from)
		}
		const addOld = (before: number): void => {
			for (; (this.#current[old] ?? Number.POSITIVE_INFINITY) <= before; old++)
				add((this.#current[old] ?? 0) + shift, this.#source[old] ?? 0)
		}
		for (const edit of edits) {
			addOld(edit.start)
			const [from, to] = this.toSource(edit.start, edit.end)
			add(edit.start + shift, from)
			while ((this.#current[old] ?? Number.POSITIVE_INFINITY) < edit.end) old++
			shift += edit.replacement.length - (edit.end - edit.start)
			add(edit.end + shift, to)
		}
		addOld(Number.MAX_SAFE_INTEGER)
		this.#current = current
		this.#source = source
	}

	/** Source of a place that begins a stretch: behind whatever was deleted there. */
	#start(at: number): number {
		const index = lastAtMost(this.#current, at)
		return (this.#source[index] ?? 0) + this.#offset(index, at)
	}

	/** Source of a place that ends a stretch: before whatever was deleted there. */
	#end(at: number): number {
		const index = lastAtMost(this.#current, at - 1) + 1
		if (this.#current[index] === at) return this.#source[index] ?? 0
		return (this.#source[index - 1] ?? 0) + this.#offset(index - 1, at)
	}

	#offset(index: number, at: number): number {
		const start = this.#current[index] ?? 0
		const width = (this.#current[index + 1] ?? start) - start
		const sourceWidth = (this.#source[index + 1] ?? 0) - (this.#source[index] ?? 0)
		if (width === sourceWidth) return at - start
		// Inside a replacement there is no finer answer than the whole of what it replaced.
		return at > start && width > 0 ? sourceWidth : 0
	}
}

/** Index of the last element that is at most `value`, or -1. */
function lastAtMost(sorted: readonly number[], value: number): number {
	let low = 0
	let high = sorted.length
	while (low < high) {
		const middle = (low + high) >> 1
		if ((sorted[middle] ?? 0) <= value) low = middle + 1
		else high = middle
	}
	return low - 1
}
