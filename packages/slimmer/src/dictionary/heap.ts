/** Numbers with a key each; the one with the greatest key comes first, of equals the smaller number. */
export class Heap {
	readonly #items: number[] = []
	readonly #keys: number[] = []

	/** The greatest key, or `-Infinity` when nothing is left. */
	get key(): number {
		return this.#keys[0] ?? Number.NEGATIVE_INFINITY
	}

	push(item: number, key: number): void {
		let at = this.#items.length
		this.#items.push(item)
		this.#keys.push(key)
		while (at > 0) {
			const parent = (at - 1) >> 1
			if (!this.#isBefore(at, parent)) break
			this.#swap(at, parent)
			at = parent
		}
	}

	pop(): number | undefined {
		const first = this.#items[0]
		const item = this.#items.pop()
		const key = this.#keys.pop()
		if (item === undefined || key === undefined || this.#items.length === 0) return first
		this.#items[0] = item
		this.#keys[0] = key
		for (let at = 0; ; ) {
			let best = at
			for (let child = 2 * at + 1; child <= 2 * at + 2; child++)
				if (child < this.#items.length && this.#isBefore(child, best)) best = child
			if (best === at) return first
			this.#swap(at, best)
			at = best
		}
	}

	#isBefore(one: number, other: number): boolean {
		const [a, b] = [this.#keys[one] ?? 0, this.#keys[other] ?? 0]
		return a > b || (a === b && (this.#items[one] ?? 0) < (this.#items[other] ?? 0))
	}

	#swap(one: number, other: number): void {
		const [item, key] = [this.#items[one] ?? 0, this.#keys[one] ?? 0]
		this.#items[one] = this.#items[other] ?? 0
		this.#keys[one] = this.#keys[other] ?? 0
		this.#items[other] = item
		this.#keys[other] = key
	}
}
