import { type CallContext, type Embedder, HeadroomError } from '@headroom/spec'

/** Utterances of a group whose likeness is averaged: one could be a fluke, all would punish a varied group. */
const NEAREST = 3

/**
 * Scores texts by an embedder: the mean cosine of the nearest 3 utterances of each group, in [0, 1]; negative
 * cosines count as 0.
 *
 * Utterances are embedded at the first call and kept; a failure is not kept.
 */
export class EmbeddedScorer {
	readonly #embedder: Embedder
	readonly #groups: readonly (readonly string[])[]
	#vectors: Promise<readonly (readonly Float32Array[])[]> | undefined

	constructor(embedder: Embedder, groups: readonly (readonly string[])[]) {
		this.#embedder = embedder
		this.#groups = groups
	}

	async score(text: string, context: CallContext): Promise<readonly number[]> {
		this.#vectors ??= this.#embedGroups()
		let groups: readonly (readonly Float32Array[])[]
		try {
			groups = await this.#vectors
		} catch (error) {
			this.#vectors = undefined
			throw error
		}
		const [query] = await this.#embed([text], context)
		return groups.map((vectors) => {
			const nearest = vectors
				.map((vector) => cosine(vector, query))
				.sort((a, b) => b - a)
				.slice(0, NEAREST)
			const mean = nearest.reduce((sum, score) => sum + score, 0) / nearest.length
			return Math.min(1, Math.max(0, mean))
		})
	}

	// Without the caller's signal: the vectors outlive the call that asks for them first.
	async #embedGroups(): Promise<readonly (readonly Float32Array[])[]> {
		const vectors = await this.#embed(this.#groups.flat(), {})
		let from = 0
		return this.#groups.map(({ length }) => {
			from += length
			return vectors.slice(from - length, from)
		})
	}

	async #embed(texts: readonly string[], context: CallContext): Promise<readonly Float32Array[]> {
		const vectors = await this.#embedder.embed(texts, context)
		const length = vectors[0]?.length
		if (vectors.length !== texts.length || vectors.some((vector) => vector.length !== length))
			throw new HeadroomError(
				'provider-error',
				`embedder ${this.#embedder.id} gave ${vectors.length} vectors for ${texts.length} texts, or vectors of different lengths`,
			)
		return vectors
	}
}

function cosine(a: Float32Array, b: Float32Array | undefined): number {
	let dot = 0
	let squaresA = 0
	let squaresB = 0
	for (const [index, value] of a.entries()) {
		const other = b?.[index] ?? 0
		dot += value * other
		squaresA += value * value
		squaresB += other * other
	}
	return squaresA === 0 || squaresB === 0 ? 0 : dot / Math.sqrt(squaresA * squaresB)
}
