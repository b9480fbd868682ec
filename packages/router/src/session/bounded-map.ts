/** A map that holds so many entries at most; those not asked for the longest go first. */
export class BoundedMap<Value> {
	readonly #entries = new Map<string, Value>()
	readonly #most: number

	/** @param most Entries, at least 1. */
	constructor(most: number) {
		this.#most = most
	}

	get(key: string): Value | undefined {
		const value = this.#entries.get(key)
		if (value === undefined) return undefined
		this.#entries.delete(key)
		this.#entries.set(key, value)
		return value
	}

	set(key: string, value: Value): void {
		this.#entries.delete(key)
		this.#entries.set(key, value)
		if (this.#entries.size <= this.#most) return
		const [oldest] = this.#entries.keys()
		if (oldest !== undefined) this.#entries.delete(oldest)
	}
}
