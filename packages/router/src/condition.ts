import type { ChatRequest } from '@headroom/spec'

/** What a condition judges. */
export interface Subject {
	/** What the person wrote last, without harness blocks. */
	readonly text: string
	/** The whole request; system prompt, tools and history are there for the conditions that name them. */
	readonly request: ChatRequest
	/** Tokens of `text`. */
	readonly countTokens: () => number
	/** Name of the route that asks, where a chooser of models is asked. */
	readonly route?: string
}

/** One test of a request, with the words that explain it. */
export interface Condition {
	/** What holds when it holds, for a decision's reason: `contains "refund"`. */
	readonly describe: string
	holds(subject: Subject): boolean
}
