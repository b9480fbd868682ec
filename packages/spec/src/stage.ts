import type { ChatRequest } from './chat.ts'
import type { HeadroomEvent } from './event.ts'
import type { Tokenizer } from './tokenizer.ts'

/**
 * Turns a request into a smaller or cheaper one. Slimming, compression and routing are stages, and so is
 * whatever a contributor adds.
 *
 * The laws of a stage are checked by `testStage()` of `@headroom/spec/testing`. A stage reports no savings
 * of its own: the runner counts before and after.
 */
export interface Stage {
	/** Unique within a pipeline; appears in events and reports. */
	readonly name: string
	run(request: ChatRequest, context: StageContext): ChatRequest | Promise<ChatRequest>
}

/** What a stage may use besides the request. */
export interface StageContext {
	/** Tokenizer of the model the request is meant for. */
	readonly tokenizer: Tokenizer
	/** Aborts when the caller gives up; a stage that works for long checks it. */
	readonly signal: AbortSignal
	/** Tells what happened. Never throws. */
	readonly observe: (event: HeadroomEvent) => void
}
