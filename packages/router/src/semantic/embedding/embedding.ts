import { type CallContext, type Embedder, HeadroomError, isHeadroomError } from '@headroom/spec'
import type { SavedRouter } from '../../saved/saved-router.ts'
import { fromBase64 } from '../../saved/vectors-base64.ts'
import { minilmEmbedder } from './minilm.ts'
import { UtteranceVectors } from './utterance-vectors.ts'
import { Vectors } from './vectors.ts'

/** What a router embeds with, kept while routes are added. */
export class Embedding {
	/** Whether the caller chose the embedder: routes that name another are refused. */
	readonly given: boolean
	/** Whether scores without it must be explained: the default one may be missing without a word. */
	required: boolean
	readonly vectors: Vectors
	readonly utterances: UtteranceVectors
	/** The default's packages are not installed: they are not asked for again. */
	missing = false

	constructor(embedder: Embedder | undefined) {
		this.given = embedder !== undefined
		this.required = this.given
		this.vectors = new Vectors(embedder ?? minilmEmbedder())
		this.utterances = new UtteranceVectors(this.vectors)
	}

	get id(): string {
		return this.vectors.embedder.id
	}

	/** Embeds the utterances that are not known yet; does nothing where the default's packages are missing. */
	async prepare(texts: readonly string[], context: CallContext): Promise<void> {
		if (this.missing) return
		try {
			await this.utterances.of(texts, context)
		} catch (error) {
			if (!this.excuses(error)) throw error
		}
	}

	/** Whether an error says no more than that the default's packages are not installed; notes it if so. */
	excuses(error: unknown): boolean {
		const missing = !this.required && isHeadroomError(error) && error.code === 'not-supported'
		this.missing ||= missing
		return missing
	}

	/**
	 * Takes the vectors of a saved router.
	 *
	 * @throws HeadroomError `invalid-argument` when they are another embedder's, or not one a text.
	 */
	restore(texts: readonly string[], saved: SavedRouter['embeddings']): void {
		if (saved === undefined) return
		const { embedder, dimensions, vectors: text } = saved
		if (embedder !== this.id)
			throw new HeadroomError(
				'invalid-argument',
				`load: the router was saved with embeddings of ${embedder}, and the embedder is ${this.id}; ` +
					`give that of ${embedder} as the option embedder`,
			)
		const vectors = fromBase64(text, texts.length, dimensions)
		if (vectors === undefined)
			throw new HeadroomError(
				'invalid-argument',
				`load: the saved router does not hold one vector of ${dimensions} dimensions for each of its ` +
					`${texts.length} utterances; save it anew`,
			)
		this.utterances.remember(texts.map((text, index) => [text, vectors[index] ?? new Float32Array()]))
		this.required = true
	}
}
