/** The checkpoint in force in a request. */
export interface Checkpoint {
	/** Number of messages that it was decided on, and nothing after them. */
	readonly boundary: number
	/** Number of messages before which turns are compacted. */
	readonly compacted: number
	/** Which one it is in the conversation, from 1. */
	readonly number: number
	/** Whether it is taken with this request, so that what was sent before is sent otherwise now. */
	readonly taken: boolean
	/** Tokens that all checkpoints so far remove, beyond what had been left out before. */
	readonly savedTokens: number
	/** What this one is expected to save, in prices of uncached input tokens. */
	readonly gain: number
}
