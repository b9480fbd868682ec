import type { CallContext, ChatRequest, ChatResponse } from '@headroom/spec'

/** What a check says of one answer. */
export interface Verdict {
	readonly passes: boolean
	/** In words, without anything of the answer. */
	readonly reason: string
	/** Where the check has a score: on its own scale, more is better. */
	readonly score?: number
	/** Score that passes. */
	readonly threshold?: number
}

/** Judges one answer of a cheap model by itself: whether it may be given at all. */
export interface AnswerCheck {
	/** Appears in events: `finished`, `refusal`. */
	readonly name: string
	/** One that throws counts as not passed. */
	check(answer: ChatResponse, request: ChatRequest, context: CallContext): Verdict | Promise<Verdict>
}

/** What became of one cheap attempt. */
export interface CheapAnswer {
	/** As the cascade names it. */
	readonly model: string
	/** Absent where the model failed. */
	readonly response?: ChatResponse
	/** Why it must not be given: a check that it did not pass, or an error. Absent for an answer that may be. */
	readonly unfit?: string
}

/** Where a cascade stands after an attempt. */
export interface CascadeState {
	readonly request: ChatRequest
	/** Every attempt so far, in order; at least one. */
	readonly answers: readonly CheapAnswer[]
	/** Cheap attempts that may still be made. */
	readonly left: number
}

/** What a rule makes of the answers so far. */
export type AcceptDecision = {
	readonly reason: string
	/** Where the rule has a score: on its own scale. */
	readonly score?: number
	readonly threshold?: number
} & (
	| {
			readonly action: 'accept'
			/** Index in `answers` of the one to give; it must be fit. */
			readonly answer: number
	  }
	/** `next` asks the next cheap model, or escalates where none is left; `escalate` asks no further cheap one. */
	| { readonly action: 'next' | 'escalate' }
)

/** Decides by all answers together whether one of them is good enough. */
export interface AcceptRule {
	/** Appears in events: `first`, `agreement`, `trained`. */
	readonly name: string
	/** Attempts without which it accepts nothing; a cascade that makes fewer is refused. @default 1 */
	readonly least?: number
	/** One that throws escalates. */
	decide(state: CascadeState, context: CallContext): AcceptDecision | Promise<AcceptDecision>
}
