import type { ChatModel } from '@headroom/spec'

/** The model that summarises, and how it is asked. */
export interface Summariser {
	/** Model id, as the request names it. */
	readonly id: string
	readonly chat: ChatModel
	/** Requests on their way at once. */
	readonly concurrency: number
	/** Milliseconds that all requests for one text or conversation may take together. */
	readonly timeoutMs: number
}
