import type { Message } from '@headroom/spec'
import type { LeftOut } from '../recall/keep.ts'
import type { Omission } from '../result.ts'

/** What is known of a conversation in which checkpoints are looked for. */
export interface History {
	readonly messages: readonly Message[]
	/** The same as sent without checkpoints, and what that leaves out. */
	readonly forms: readonly Message[]
	readonly omissions: readonly Omission[]
	/** By index of a message: what the markers of its form stand for. */
	readonly left: ReadonlyMap<number, readonly LeftOut[]>
}

/** A stretch of the conversation as a checkpoint has made it. */
export interface Compacted {
	/** Index of its first message, and the one after its last. */
	readonly start: number
	readonly end: number
	readonly messages: readonly Message[]
	/** All that is left out of it, what was left out before included. */
	readonly omissions: readonly Omission[]
	/** What its markers stand for. */
	readonly left: readonly LeftOut[]
	readonly tokens: number
}
