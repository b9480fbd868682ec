import type { JsonObject, JsonValue } from './json.ts'
import type { Message, Part } from './message.ts'
import type { Usage } from './usage.ts'

/** A function that the model may call. */
export interface ToolDefinition {
	readonly name: string
	readonly description?: string
	/** JSON Schema of the arguments. */
	readonly parameters?: JsonObject
	readonly extra?: JsonObject
}

/**
 * One request to a model. Plain JSON: the same value is a dataset row, a proxy body and a fixture.
 *
 * Signals, keys and functions live in the `CallContext`, never here.
 */
export interface ChatRequest {
	/** Model id, `provider/model` or a bare name that the catalog resolves. */
	readonly model: string
	readonly messages: readonly Message[]
	readonly tools?: readonly ToolDefinition[]
	/** Upper bound of generated tokens, reasoning included. */
	readonly maxOutputTokens?: number
	/** Sampling temperature, in the provider's own range. */
	readonly temperature?: number
	readonly stopSequences?: readonly string[]
	/** The provider's own description of a structured output, verbatim. */
	readonly responseFormat?: JsonValue
	/** The caller's labels, such as team or feature; routing conditions and reports read them. */
	readonly metadata?: Readonly<Record<string, string>>
	/** Fields of the wire format that Headroom does not interpret, carried verbatim. */
	readonly extra?: JsonObject
}

/** Why the model stopped. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other'

/** One answer of a model. */
export interface ChatResponse {
	/** Provider's id of the response. */
	readonly id: string
	/** The model that answered, as `provider/model`. */
	readonly model: string
	readonly message: Message
	readonly finishReason: FinishReason
	/** As billed by the provider; absent when the provider did not say. */
	readonly usage?: Usage
	readonly extra?: JsonObject
}

/**
 * A piece of a streamed answer. A stream is any number of deltas and parts, then exactly one `finish`;
 * a stream that ends otherwise throws.
 *
 * `index` tells the parts of the answer apart, from 0 in the order in which they began. Text and tool calls come in
 * deltas; everything else, such as thinking with its signature, comes as one part when it is whole.
 */
export type ChatEvent =
	| { readonly type: 'text-delta'; readonly index: number; readonly text: string }
	| {
			readonly type: 'tool-call-delta'
			readonly index: number
			/** Present on the first delta of a call. */
			readonly id?: string
			readonly name?: string
			/** The next piece of the arguments' JSON text. */
			readonly arguments: string
	  }
	| { readonly type: 'part'; readonly index: number; readonly part: Part }
	| { readonly type: 'finish'; readonly response: ChatResponse }
