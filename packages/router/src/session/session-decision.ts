/** What is known of a conversation, where the caller knows more than the request shows. */
export interface SessionState {
	/** Model that answered the conversation's last call, `provider/model` or a bare name. */
	readonly model: string
	/** Tokens of the prompt that this model's provider holds in its cache. @default what the last call sent, where it can be cached */
	readonly cachedTokens?: number
	/** Calls that are expected after this one. @default see `SessionCosts.expectedTurns` */
	readonly expectedTurns?: number
	/** Milliseconds since the last call; beyond what the provider keeps a cache, nothing is held. @default 0 */
	readonly idleMs?: number
}

/** What staying with a conversation's model and switching would cost, in USD. Estimated. */
export interface SessionCosts {
	/** This call, and each later one. */
	readonly stay: { readonly next: number; readonly later: number }
	/** This call, which fills another cache, and each later one. */
	readonly switch: { readonly next: number; readonly later: number }
	/** Later calls after which a switch has paid for itself, 0 when it does at once; `null` when it never does. */
	readonly paysBackAfter: number | null
	/**
	 * Later calls expected on the model switched to: as many as there have been, divided by one more than the times
	 * that the conversation has asked for a dearer one.
	 */
	readonly expectedTurns: number
	readonly mark: 'estimated'
}

/** Why a conversation stays with its model, or leaves it. */
export interface SessionDecision {
	/** Model that the conversation was on. */
	readonly from: string
	/** Model that this turn alone would be sent to. */
	readonly asked: string
	readonly action: 'stay' | 'switch'
	/** In words, with the figures. */
	readonly reason: string
	/** Absent where the model asked for is the conversation's own, cannot serve, or has no price. */
	readonly costs?: SessionCosts
}
