import type { CallContext } from '@headroom/spec'
import type { Vectors } from './vectors.ts'

/**
 * The vectors of a router's utterances: embedded once, also where many ask at once, and kept as long as the router.
 * A failure is not kept.
 */
export class UtteranceVectors {
	readonly #vectors: Vectors
	readonly #known = new Map<string, Float32Array>()
	#running: Promise<void> | undefined

	constructor(vectors: Vectors) {
		this.#vectors = vectors
	}

	/** Takes vectors that are known already, as of a saved router. */
	remember(vectors: Iterable<readonly [text: string, vector: Float32Array]>): void {
		for (const [text, vector] of vectors) this.#known.set(text, vector)
	}

	/** The vectors of the texts, in order; those that are not known yet are embedded first. */
	async of(texts: readonly string[], { signal }: CallContext): Promise<readonly Float32Array[]> {
		for (;;) {
			const missing = [...new Set(texts.filter((text) => !this.#known.has(text)))]
			if (missing.length === 0) break
			signal?.throwIfAborted()
			this.#running ??= this.#embed(missing)
			await orAborted(this.#running, signal)
		}
		return texts.map((text) => this.#known.get(text) ?? new Float32Array())
	}

	/** The vector of an utterance, when it is known by now. */
	known(text: string): Float32Array | undefined {
		return this.#known.get(text)
	}

	// Without the caller's signal: the vectors outlive the call that asks for them first.
	async #embed(texts: readonly string[]): Promise<void> {
		try {
			const vectors = await this.#vectors.of(texts, {})
			for (const [index, text] of texts.entries()) {
				const vector = vectors[index]
				if (vector !== undefined) this.#known.set(text, vector)
			}
		} finally {
			this.#running = undefined
		}
	}
}

/** The promise's outcome, or the signal's reason as soon as it aborts; the work itself goes on for others. */
async function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
	if (signal === undefined) return await promise
	let abort = (): void => {}
	const aborted = new Promise<never>((_, reject) => {
		abort = () => reject(signal.reason)
		signal.addEventListener('abort', abort, { once: true })
	})
	try {
		return await Promise.race([promise, aborted])
	} finally {
		signal.removeEventListener('abort', abort)
	}
}
