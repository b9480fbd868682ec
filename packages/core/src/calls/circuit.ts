/** When a circuit opens and closes. Times in milliseconds. */
export interface CircuitLimits {
	/** Failures among the last `2 × failures` outcomes that open it. */
	readonly failures: number
	/** How long an outcome counts. */
	readonly windowMs: number
	/** How long it stays open. */
	readonly cooldownMs: number
	/** Longest that a provider's Retry-After may keep it open. */
	readonly maxCooldownMs: number
}

export type CircuitState = 'closed' | 'open' | 'half-open'

/** A call that was let through, to be handed back when it is over. */
export interface Pass {
	readonly probe: boolean
	/** Which opening of the circuit it belongs to. */
	readonly turn: number
}

/**
 * What is known of one model's health. Pure: time is handed in.
 *
 * Judged by the last outcomes, not by a count in a span of time: in an outage it opens after the same few calls
 * however busy the model was before, and one failure in a thousand never opens it.
 */
export class Circuit {
	readonly #limits: CircuitLimits
	#outcomes: { readonly at: number; readonly failed: boolean }[] = []
	#state: CircuitState = 'closed'
	#turn = 0
	#probing = false
	#until = 0
	#lastError: unknown

	constructor(limits: CircuitLimits) {
		this.#limits = limits
	}

	get state(): CircuitState {
		return this.#state
	}

	/** When the next probe is let through, in ms since 1970. */
	get until(): number {
		return this.#until
	}

	/** The failure that opened it. */
	get lastError(): unknown {
		return this.#lastError
	}

	/** Whether it says anything: a closed one without a failure in sight can be forgotten. */
	isIdle(now: number): boolean {
		return this.#state === 'closed' && !this.#recent(now).some(({ failed }) => failed)
	}

	/** A pass, or `undefined` when the call must not be made. */
	enter(now: number): Pass | undefined {
		if (this.#state === 'open' && now >= this.#until) this.#state = 'half-open'
		if (this.#state === 'closed') return { probe: false, turn: this.#turn }
		if (this.#state === 'open' || this.#probing) return undefined
		this.#probing = true
		return { probe: true, turn: this.#turn }
	}

	succeeded(pass: Pass, now: number): void {
		// A call of before the opening says nothing about now.
		if (pass.turn !== this.#turn) return
		if (pass.probe) this.#close()
		else this.#note(now, false)
	}

	/** @param retryAfterMs How long the provider asked to be left alone. */
	failed(pass: Pass, now: number, error: unknown, retryAfterMs: number | undefined): void {
		if (pass.turn !== this.#turn) return
		this.#note(now, true)
		const failures = this.#outcomes.filter(({ failed }) => failed).length
		if (!pass.probe && failures < this.#limits.failures) return
		const { cooldownMs, maxCooldownMs } = this.#limits
		this.#state = 'open'
		this.#turn++
		this.#probing = false
		this.#outcomes = []
		this.#lastError = error
		this.#until = now + Math.max(cooldownMs, Math.min(retryAfterMs ?? 0, maxCooldownMs))
	}

	/** The call ended without a word about the provider, such as one that its caller gave up. */
	released(pass: Pass): void {
		if (pass.probe && pass.turn === this.#turn) this.#probing = false
	}

	#close(): void {
		this.#state = 'closed'
		this.#turn++
		this.#probing = false
		this.#outcomes = []
		this.#lastError = undefined
	}

	#note(now: number, failed: boolean): void {
		const kept = [...this.#recent(now), { at: now, failed }]
		this.#outcomes = kept.slice(-2 * this.#limits.failures)
	}

	#recent(now: number): { readonly at: number; readonly failed: boolean }[] {
		return this.#outcomes.filter(({ at }) => now - at < this.#limits.windowMs)
	}
}
