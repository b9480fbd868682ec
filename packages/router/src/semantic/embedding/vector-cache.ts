/** Bytes of vectors kept: about 10,000 texts of MiniLM (384 dimensions), 2,700 of OpenAI's small model (1,536). */
const MOST_BYTES = 16 * 1024 * 1024

/** Vectors by text, those asked for longest ago forgotten first, within 16 MiB of vectors. */
export class VectorCache {
	readonly #kept = new Map<string, Float32Array>()
	#bytes = 0

	get(text: string): Float32Array | undefined {
		const vector = this.#kept.get(text)
		if (vector !== undefined) {
			this.#kept.delete(text)
			this.#kept.set(text, vector)
		}
		return vector
	}

	set(text: string, vector: Float32Array): void {
		this.#forget(text)
		this.#kept.set(text, vector)
		this.#bytes += vector.byteLength
		for (const oldest of this.#kept.keys()) {
			if (this.#bytes <= MOST_BYTES) break
			this.#forget(oldest)
		}
	}

	#forget(text: string): void {
		const vector = this.#kept.get(text)
		if (vector === undefined) return
		this.#bytes -= vector.byteLength
		this.#kept.delete(text)
	}
}
