import { HeadroomError } from '@headroom/spec'
import type { LearntGroups } from '../semantic/embedding/embedded-groups.ts'
import type { Embedding } from '../semantic/embedding/embedding.ts'
import { triangle, Whitening } from '../semantic/embedding/whitening.ts'
import { fromBase64, toBase64 } from './vectors-base64.ts'

/** What a router embedded and learnt of it, as JSON: numbers are little-endian 32-bit floats in base64. */
export interface SavedEmbeddings {
	/** Id of the embedder. */
	readonly embedder: string
	readonly dimensions: number
	/** Vectors of the different utterances, in order of appearance. */
	readonly vectors: string
	/** One vector for each semantic route, which tells it from the others. */
	readonly contrasts: string
	/** What all texts share by the embedder; absent where it is little. */
	readonly shared?: string
	/** The factor of the whitening map; absent where there is none. */
	readonly whitening?: string
}

/** Embeddings as JSON; `undefined` while not all utterances are embedded and learnt of. */
export function savedEmbeddings(
	utterances: readonly string[],
	embedding: Embedding,
	learnt: LearntGroups | undefined,
): SavedEmbeddings | undefined {
	const vectors = utterances.map((text) => embedding.utterances.known(text))
	const known = vectors.filter((vector) => vector !== undefined)
	if (learnt === undefined || known.length === 0 || known.length < vectors.length) return undefined
	const { shared, whitening, contrasts } = learnt
	return {
		embedder: embedding.id,
		dimensions: known[0]?.length ?? 0,
		vectors: toBase64(known),
		contrasts: toBase64(contrasts),
		...(shared === undefined ? {} : { shared: toBase64([shared]) }),
		...(whitening === undefined ? {} : { whitening: toBase64([whitening.factor]) }),
	}
}

/**
 * Gives the embedding its vectors back, and what was learnt of them.
 *
 * @throws HeadroomError `invalid-argument` when they are another embedder's, or not one for each utterance and route.
 */
export function restoreEmbeddings(
	saved: SavedEmbeddings,
	utterances: readonly string[],
	routes: number,
	embedding: Embedding,
): LearntGroups {
	const { embedder, dimensions } = saved
	if (embedder !== embedding.id)
		throw new HeadroomError(
			'invalid-argument',
			`load: the router was saved with embeddings of ${embedder}, and the embedder is ${embedding.id}; ` +
				`give that of ${embedder} as the option embedder`,
		)
	const vectors = fromBase64(saved.vectors, utterances.length, dimensions)
	const contrasts = fromBase64(saved.contrasts, routes, dimensions)
	const factor = saved.whitening === undefined ? [] : fromBase64(saved.whitening, 1, triangle(dimensions))
	const shared = saved.shared === undefined ? [] : fromBase64(saved.shared, 1, dimensions)
	if (vectors === undefined || contrasts === undefined || factor === undefined || shared === undefined)
		throw new HeadroomError(
			'invalid-argument',
			`load: the saved router does not hold vectors of ${dimensions} dimensions for its ${utterances.length} ` +
				`utterances and ${routes} semantic routes; save it anew`,
		)
	embedding.restore(utterances.map((text, index) => [text, vectors[index] ?? new Float32Array()]))
	const [whitening] = factor.map((numbers) => new Whitening(numbers, dimensions))
	return { shared: shared[0], whitening, contrasts }
}
