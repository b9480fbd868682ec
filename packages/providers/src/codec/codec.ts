import type { ChatEvent, ChatRequest, ChatResponse, HeadroomEvent, JsonObject } from '@headroom/spec'

/** The wire formats that Headroom reads and writes. */
export type WireFormat = 'openai-chat' | 'openai-responses' | 'anthropic-messages'

/** A request body as it is sent: JSON text, or the object it is made of. */
export type WireBody = string | JsonObject

/** How a request is written. */
export interface WriteOptions {
	/**
	 * The first half of model ids that is taken off a model that was not read as it stands: with `openai`,
	 * `openai/gpt-4o` becomes `gpt-4o`, and with `openrouter` it stays.
	 *
	 * @default the vendor of the format, `openai` or `anthropic`
	 */
	readonly provider?: string
	/**
	 * Bound of the answer in tokens for a request that has none, where the format demands one, as Messages does.
	 *
	 * @default 4096, which every current model of Anthropic can answer with
	 */
	readonly defaultMaxOutputTokens?: number
	/**
	 * Whether another model than the caller's is asked, so that settings which it refuses are left out.
	 *
	 * @default whether the model is another one than was read
	 */
	readonly rerouted?: boolean
	/** Hears a `warning` with code `field-dropped` for each setting that is left out. */
	readonly observe?: (event: HeadroomEvent) => void
}

/**
 * Reads one wire format into Headroom's own shapes and writes it back. Pure: no network, no clock, no SDK.
 *
 * What no stage changed is written as it was read: of a text the same characters, of an object the same references.
 */
export interface Codec {
	readonly format: WireFormat
	/**
	 * The request that a body says. What Headroom does not interpret becomes opaque parts and `extra`. The request
	 * remembers its body, also through `{ ...request }`, so that `write` can splice.
	 *
	 * @throws HeadroomError `invalid-request` when the body is no JSON object or has no such shape; the message says
	 * where. Whoever forwards bodies passes such a body on as it is.
	 */
	read(body: WireBody): ChatRequest
	/**
	 * The body of a request, of the kind that was read: text for text, object for object; an object for a request
	 * that was never read.
	 *
	 * @throws HeadroomError `not-supported` when a request of another format has parts that this one cannot carry.
	 */
	write(request: ChatRequest, options?: WriteOptions): WireBody
	/**
	 * The answer that a response body says. `provider` is the first half of the model id in it. With the `text` that the
	 * body was parsed from, what stands in it as JSON keeps its spelling, also when it is sent back.
	 *
	 * @throws ProviderError `malformed` when the body has no answer of this format; it names no model.
	 */
	readResponse(body: JsonObject, provider: string, text?: string): ChatResponse
	/** Reads the chunks of one streamed answer. */
	readStream(provider: string): StreamReader
}

/** Turns the chunks of one stream into events. State is kept by index; chunks come in the order sent. */
export interface StreamReader {
	/**
	 * The deltas and parts that this chunk says; an empty list for pings, and for chunks that only add to the state.
	 * Never the `finish`: usage may come after the last word, so whoever reads the stream tells it at its end.
	 */
	push(chunk: JsonObject): readonly ChatEvent[]
	/** Whether the stream has said that it is complete. */
	readonly complete: boolean
	/** The answer as far as it came, with the usage reported so far. */
	response(): ChatResponse
}
