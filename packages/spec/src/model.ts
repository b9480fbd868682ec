import type { ChatEvent, ChatRequest, ChatResponse } from './chat.ts'
import type { HeadroomEvent } from './event.ts'

/** What travels with a call and is not part of the request. */
export interface CallContext {
	readonly signal?: AbortSignal
	readonly observe?: (event: HeadroomEvent) => void
	/**
	 * HTTP headers of this call, besides the provider's own; names in lower case. They win over the provider's, save
	 * for those that carry its key.
	 *
	 * @default {}
	 */
	readonly headers?: Readonly<Record<string, string>>
	/**
	 * The caller's labels of this call, such as team or feature: budgets and caches go by them. Unlike the request's
	 * `metadata`, over which they win, no provider is sent them.
	 *
	 * @default {}
	 */
	readonly tags?: Readonly<Record<string, string>>
	/**
	 * The model that the caller asked for. A provider that is asked for another one leaves out settings which that one
	 * refuses; what the caller asked for himself goes out as it is, for the vendor to judge.
	 *
	 * @default the request's model
	 */
	readonly requestedModel?: string
}

/**
 * Answers chat requests. Retry, fallback, cache and cascade are functions from ChatModel to ChatModel.
 *
 * Both methods reject with a `ProviderError`, or with the signal's reason when it aborts.
 */
export interface ChatModel {
	generate(request: ChatRequest, context?: CallContext): Promise<ChatResponse>
	/** Yields deltas, then exactly one `finish`. A stream cut short throws: it never just ends. */
	stream(request: ChatRequest, context?: CallContext): AsyncIterable<ChatEvent>
}

/** A ChatModel that speaks to one vendor's API. */
export interface Provider extends ChatModel {
	/** The first half of its model ids: `openai` in `openai/gpt-4o-mini`. */
	readonly id: string
}

/** Turns texts into vectors. */
export interface Embedder {
	/** Name of the model; vectors of different ids do not compare. */
	readonly id: string
	/** One vector a text, in the same order, all of one length, scaled to unit norm. */
	embed(texts: readonly string[], context?: CallContext): Promise<readonly Float32Array[]>
}
