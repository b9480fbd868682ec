import { type CallContext, type Embedder, HeadroomError } from '@headroom/spec'
import { ends } from './ends.ts'
import { VectorCache } from './vector-cache.ts'

/**
 * UTF-16 units of a text's beginning and of its end that are embedded. Models refuse texts above their window
 * (8,192 tokens for OpenAI's, and a unit is at most 3 tokens), and a request is stated at either end.
 */
const EDGE = 1_000

/** Texts of one call of the embedder: between calls the signal is heard. */
const BATCH = 256

const caches = new WeakMap<Embedder, VectorCache>()

/**
 * Unit vectors of texts by one embedder; those of texts embedded lately come from memory, shared by all routers that
 * have the embedder. A failure is not kept.
 *
 * What is kept changes the time of a decision, never the decision: an embedder gives a text the same vector again.
 */
export class Vectors {
	readonly embedder: Embedder
	readonly #cache: VectorCache

	constructor(embedder: Embedder) {
		this.embedder = embedder
		const cache = caches.get(embedder) ?? new VectorCache()
		caches.set(embedder, cache)
		this.#cache = cache
	}

	/**
	 * The vectors of the texts, in order.
	 *
	 * @throws HeadroomError `provider-error` when the embedder does not give one vector a text, all of one length.
	 */
	async of(texts: readonly string[], context: CallContext): Promise<readonly Float32Array[]> {
		const read = texts.map((text) => ends(text, EDGE))
		const vectors = new Map<string, Float32Array | undefined>()
		for (const text of read) vectors.set(text, this.#cache.get(text))
		const missing = [...vectors].filter(([, vector]) => vector === undefined).map(([text]) => text)
		for (let from = 0; from < missing.length; from += BATCH) {
			const batch = missing.slice(from, from + BATCH)
			for (const [index, vector] of (await this.#embed(batch, context)).entries()) {
				const text = batch[index] ?? ''
				vectors.set(text, vector)
				this.#cache.set(text, vector)
			}
		}
		const all = read.map((text) => vectors.get(text) ?? new Float32Array())
		if (all.some(({ length }) => length !== all[0]?.length)) throw this.#wrong('vectors of different lengths')
		return all
	}

	async #embed(batch: readonly string[], context: CallContext): Promise<readonly Float32Array[]> {
		context.signal?.throwIfAborted()
		const vectors = await this.embedder.embed(batch, context)
		if (vectors.length !== batch.length)
			throw this.#wrong(`${vectors.length} vectors for ${batch.length} texts`)
		return vectors.map(unit)
	}

	#wrong(what: string): HeadroomError {
		return new HeadroomError(
			'provider-error',
			`embedder ${this.embedder.id} gave ${what}; expected one vector a text, all of one length`,
		)
	}
}

/** The same vector where its norm is 1 as far as 32 bits tell, else scaled to it; zeros stay. */
function unit(vector: Float32Array): Float32Array {
	let squares = 0
	for (const value of vector) squares += value * value
	if (squares === 0 || Math.abs(squares - 1) < 1e-5) return vector
	const length = Math.sqrt(squares)
	return vector.map((value) => value / length)
}
