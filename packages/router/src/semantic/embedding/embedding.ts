import { type CallContext, type Embedder, isHeadroomError } from '@headroom/spec'
import { BACKGROUND } from './background.ts'
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

	/** Texts that tell what all texts share by the embedder; MiniLM is known to need none. */
	get background(): readonly string[] {
		return this.vectors.embedder === minilmEmbedder() ? [] : BACKGROUND
	}

	get id(): string {
		return this.vectors.embedder.id
	}

	/** The vector of any text: an utterance's own, or one that is embedded now. */
	async vectorOf(text: string, context: CallContext): Promise<Float32Array> {
		const known = this.utterances.known(text)
		if (known !== undefined) return known
		const [vector = new Float32Array()] = await this.vectors.of([text], context)
		return vector
	}

	/** Whether an error says no more than that the default's packages are not installed; notes it if so. */
	excuses(error: unknown): boolean {
		const missing = !this.required && isHeadroomError(error) && error.code === 'not-supported'
		this.missing ||= missing
		return missing
	}

	/** Takes the vectors of a saved router, whose scores without them must be explained. */
	restore(vectors: Iterable<readonly [text: string, vector: Float32Array]>): void {
		this.utterances.remember(vectors)
		this.required = true
	}
}
