import { type CallContext, type Embedder, HeadroomError } from '@headroom/spec'
import { checkedTimeouts, type Timeouts } from '../call/deadlines.ts'
import type { Fetch } from '../call/error-bodies.ts'
import { postBody } from '../call/post-body.ts'
import { connector } from '../call/sdk-client.ts'
import type { ApiKey, HeaderValues } from '../call/secrets.ts'
import { embeddingBatches } from './embedding-batches.ts'
import { readVectors } from './embedding-vectors.ts'
import { openAiClient } from './openai-client.ts'

/** How to reach an embedding model of OpenAI or of a compatible server. */
export interface OpenAiEmbedderOptions extends Timeouts {
	/** Name that the API takes, such as `text-embedding-3-small`. */
	readonly model: string
	/** Length of the vectors, for models that can shorten them. @default the model's own */
	readonly dimensions?: number
	/** First half of the embedder's id. @default 'openai' */
	readonly id?: string
	/** @default the variable OPENAI_API_KEY; with a `baseURL` of your own none is needed */
	readonly apiKey?: ApiKey
	/** @default the variable OPENAI_BASE_URL, else `https://api.openai.com/v1` */
	readonly baseURL?: string
	/** Headers of every call. @default {} */
	readonly headers?: HeaderValues
	/** @default the global `fetch` */
	readonly fetch?: Fetch
	/**
	 * Texts of one request, 1 to 2,048.
	 *
	 * @default 2048, the most that OpenAI takes
	 */
	readonly batchSize?: number
}

/** UTF-8 bytes of one request. OpenAI takes 300,000 tokens, and no text has more tokens than bytes. */
const BATCH_BYTES = 300_000

const MOST_TEXTS = 2048

/**
 * Turns texts into vectors of unit norm, in order, through the package `openai`. Lists of any length are cut into as
 * many requests as the API's limits ask for, one after the other.
 *
 * @throws HeadroomError `invalid-argument` for a batch size out of range; at the first call `missing-key`, or
 * `not-supported` when the SDK is not installed
 */
export function openaiEmbedder(options: OpenAiEmbedderOptions): Embedder {
	const { model, dimensions } = options
	const provider = options.id ?? 'openai'
	const batchSize = options.batchSize ?? MOST_TEXTS
	if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > MOST_TEXTS) {
		throw new HeadroomError(
			'invalid-argument',
			`openaiEmbedder(): batchSize is ${batchSize}, expected a whole number from 1 to ${MOST_TEXTS}`,
		)
	}
	const timeouts = checkedTimeouts(options, 'openaiEmbedder()')
	const elsewhere = options.baseURL !== undefined
	const connect = connector({
		provider,
		apiKey: options.apiKey,
		...(elsewhere ? {} : { variable: 'OPENAI_API_KEY' }),
		keyHeaders: ['authorization', 'api-key'],
		headers: options.headers,
		client: undefined,
		fetch: options.fetch,
		create: (fetch, key) =>
			openAiClient(provider, fetch, key, { baseURL: options.baseURL, foreign: elsewhere }),
	})
	const keySource = options.apiKey === undefined ? 'OPENAI_API_KEY' : 'the option apiKey'

	async function embedBatch(
		texts: readonly string[],
		context: CallContext,
	): Promise<readonly Float32Array[]> {
		const body = JSON.stringify({
			model,
			input: texts,
			encoding_format: 'base64',
			...(dimensions === undefined ? {} : { dimensions }),
		})
		const named = `${provider}/${model}`
		const posted = { provider, path: '/embeddings', body, model: named, streamed: false, timeouts, keySource }
		const call = await postBody(posted, await connect(context), context)
		try {
			const vectors = readVectors((await call.json()).body, texts.length)
			if (typeof vectors === 'string') throw call.malformed(vectors)
			return vectors
		} catch (error) {
			throw call.fail(error)
		} finally {
			call.close()
		}
	}

	return {
		id: `${provider}/${model}${dimensions === undefined ? '' : `@${dimensions}`}`,
		async embed(texts, context = {}) {
			context.signal?.throwIfAborted()
			const vectors: Float32Array[] = []
			for (const batch of embeddingBatches(texts, { texts: batchSize, bytes: BATCH_BYTES })) {
				for (const vector of await embedBatch(batch, context)) vectors.push(vector)
			}
			return vectors
		},
	}
}
