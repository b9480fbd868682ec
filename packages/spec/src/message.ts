import type { JsonObject, JsonValue } from './json.ts'

/** Who speaks. `developer` is OpenAI's later name for `system`; stages treat the two alike. */
export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool'

/** Text that stages may read and change. */
export interface TextPart {
	readonly type: 'text'
	readonly text: string
	/** Fields of the wire format that Headroom does not interpret (`cache_control`, citations), carried verbatim. */
	readonly extra?: JsonObject
}

/** A call of a tool that the model asked for. No stage changes it. */
export interface ToolCallPart {
	readonly type: 'tool-call'
	/** Provider's id of the call, verbatim; a tool result refers to it. */
	readonly id: string
	readonly name: string
	/** The arguments as the provider spelled them: JSON text, possibly malformed. */
	readonly arguments: string
	readonly extra?: JsonObject
}

/** What a tool answered. Its text may be changed by stages; its `callId` and `isError` never. */
export interface ToolResultPart {
	readonly type: 'tool-result'
	/** Id of the tool call that this answers. */
	readonly callId: string
	readonly content: string | readonly (TextPart | OpaquePart)[]
	/** @default false */
	readonly isError?: boolean
	readonly extra?: JsonObject
}

/**
 * Anything Headroom does not interpret: images, audio, thinking with its signature, parts unknown today.
 *
 * Stages return it by reference. Its tokens are not counted, so figures exclude it.
 */
export interface OpaquePart {
	readonly type: 'opaque'
	/** The wire format's own name of the part, such as `image_url` or `thinking`; informative only. */
	readonly kind: string
	readonly value: JsonValue
}

export type Part = TextPart | ToolCallPart | ToolResultPart | OpaquePart

/** One message of a conversation, in the order sent. */
export interface Message {
	readonly role: Role
	readonly content: string | readonly Part[]
	/** Name of the participant, where the provider supports one. */
	readonly name?: string
	/**
	 * Whether every stage must leave this message byte-identical.
	 *
	 * @default false
	 */
	readonly pinned?: boolean
	readonly extra?: JsonObject
}
