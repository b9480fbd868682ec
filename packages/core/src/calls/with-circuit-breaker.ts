import {
	type CallContext,
	type ChatModel,
	ProviderError,
	type ProviderErrorReason,
	tell,
} from '@headroom/spec'
import { isProviderError } from '../is-provider-error.ts'
import { messageOf } from '../message-of.ts'
import { checkNumber, checkWait } from './check-option.ts'
import { Circuit, type CircuitLimits, type Pass } from './circuit.ts'
import { type Clock, systemClock } from './clock.ts'
import { providerOf } from './model-name.ts'

/** When a model is left alone. Times in milliseconds. */
export interface CircuitBreakerOptions {
	/**
	 * Failed calls that open the circuit of a model, from 1: so many among its last `2 × failures` calls within
	 * `windowMs`. An outage is noticed after just so many.
	 *
	 * @default 5
	 */
	readonly failures?: number
	/** How long an outcome counts. @default 30000 */
	readonly windowMs?: number
	/** How long an open circuit lets no call through; the provider's Retry-After where that is longer. @default 30000 */
	readonly cooldownMs?: number
	/** Longest that a Retry-After keeps it open. @default 300000 */
	readonly maxCooldownMs?: number
	/** @default the clock of the machine */
	readonly clock?: Clock
}

/** What says that the provider is not well, and not that the request or the key was wrong. */
const COUNTED: ReadonlySet<ProviderErrorReason> = new Set([
	'rate-limit',
	'overloaded',
	'server',
	'timeout',
	'connection',
	'truncated',
	'malformed',
])

/** Most models that are remembered; ids come from requests. */
const MAX_CIRCUITS = 1_000

/**
 * Leaves a failing model alone for a while: calls fail at once, with a retryable `ProviderError` that says until when,
 * so that a fallback need not wait. Then one call goes through as a probe; it decides whether the circuit closes.
 *
 * Counted apart for each model id. What the provider answers about the request or the key (400, 401, 404 …) counts as
 * a sign of life, aborted calls do not count at all. A stream is a success with its first event, and a failure as well
 * when it breaks later.
 *
 * @throws HeadroomError `invalid-argument` when an option is out of range.
 */
export function withCircuitBreaker(model: ChatModel, options: CircuitBreakerOptions = {}): ChatModel {
	const limits: CircuitLimits = {
		failures: checkNumber('withCircuitBreaker: failures', options.failures ?? 5, { min: 1, whole: true }),
		windowMs: checkWait('withCircuitBreaker: windowMs', options.windowMs ?? 30_000),
		cooldownMs: checkWait('withCircuitBreaker: cooldownMs', options.cooldownMs ?? 30_000),
		maxCooldownMs: checkWait('withCircuitBreaker: maxCooldownMs', options.maxCooldownMs ?? 300_000),
	}
	const breaker = new Breaker(limits, options.clock ?? systemClock)
	return {
		async generate(request, context) {
			const call = breaker.enter(request.model, context)
			try {
				const response = await model.generate(request, context)
				call.succeeded()
				return response
			} catch (error) {
				call.failed(error)
				throw error
			}
		},
		async *stream(request, context) {
			const call = breaker.enter(request.model, context)
			try {
				for await (const event of model.stream(request, context)) {
					call.succeeded()
					yield event
				}
			} catch (error) {
				call.failed(error)
				throw error
			} finally {
				call.ended()
			}
		},
	}
}

class Breaker {
	readonly #circuits = new Map<string, Circuit>()
	readonly #limits: CircuitLimits
	readonly #clock: Clock

	constructor(limits: CircuitLimits, clock: Clock) {
		this.#limits = limits
		this.#clock = clock
	}

	/** @throws ProviderError when the model is left alone, the signal's reason when the caller has given up. */
	enter(model: string, context: CallContext | undefined): BreakerCall {
		context?.signal?.throwIfAborted()
		const circuit = this.#circuits.get(model)
		const before = circuit?.state
		const pass = circuit === undefined ? { probe: false, turn: 0 } : circuit.enter(this.#clock.now())
		if (circuit !== undefined && circuit.state !== before) this.#say(model, circuit, context)
		if (pass === undefined) throw this.#refusal(model, circuit)
		return new BreakerCall(this, model, pass, context)
	}

	settle(model: string, pass: Pass, context: CallContext | undefined, error?: unknown): void {
		const now = this.#clock.now()
		const counted = isProviderError(error) && COUNTED.has(error.reason)
		// Models without a failure need no memory.
		if (!counted && !this.#circuits.has(model)) return
		const circuit = this.#circuit(model, now)
		const before = circuit.state
		if (counted) circuit.failed(pass, now, error, error.retryAfterMs)
		else circuit.succeeded(pass, now)
		if (circuit.state !== before) this.#say(model, circuit, context)
		if (circuit.isIdle(now)) this.#circuits.delete(model)
	}

	release(model: string, pass: Pass): void {
		this.#circuits.get(model)?.released(pass)
	}

	#circuit(model: string, now: number): Circuit {
		let circuit = this.#circuits.get(model)
		if (circuit === undefined) {
			if (this.#circuits.size >= MAX_CIRCUITS) this.#makeRoom(now)
			circuit = new Circuit(this.#limits)
			this.#circuits.set(model, circuit)
		}
		return circuit
	}

	#makeRoom(now: number): void {
		for (const [model, circuit] of this.#circuits) if (circuit.isIdle(now)) this.#circuits.delete(model)
		for (const model of this.#circuits.keys()) {
			if (this.#circuits.size < MAX_CIRCUITS) return
			this.#circuits.delete(model)
		}
	}

	#say(model: string, circuit: Circuit, context: CallContext | undefined): void {
		tell(context, { type: 'breaker', model, state: circuit.state })
	}

	#refusal(model: string, circuit: Circuit | undefined): ProviderError {
		const last = circuit?.lastError
		const waitMs = Math.max(0, (circuit?.until ?? 0) - this.#clock.now())
		const until = new Date(circuit?.until ?? 0).toISOString()
		const when =
			waitMs > 0 ? `not asked before ${until}` : 'being tried with one call, and not asked meanwhile'
		return new ProviderError(
			`${model} is ${when}: too many of its calls failed, the last one with "${messageOf(last)}". ` +
				'Wait until then, ask another model, or name fallbacks',
			{
				provider: providerOf(model),
				model,
				retryable: true,
				reason: isProviderError(last) ? last.reason : 'overloaded',
				// While a probe is under way nobody knows; a second is about what an answer takes.
				retryAfterMs: waitMs > 0 ? waitMs : 1_000,
				cause: last,
			},
		)
	}
}

/** One call that was let through. Says once what became of it. */
class BreakerCall {
	readonly #breaker: Breaker
	readonly #model: string
	readonly #pass: Pass
	readonly #context: CallContext | undefined
	#settled = false

	constructor(breaker: Breaker, model: string, pass: Pass, context: CallContext | undefined) {
		this.#breaker = breaker
		this.#model = model
		this.#pass = pass
		this.#context = context
	}

	succeeded(): void {
		if (this.#settled) return
		this.#settled = true
		this.#breaker.settle(this.#model, this.#pass, this.#context)
	}

	failed(error: unknown): void {
		if (this.#context?.signal?.aborted || !isProviderError(error)) this.ended()
		else {
			this.#settled = true
			this.#breaker.settle(this.#model, this.#pass, this.#context, error)
		}
	}

	/** The call is over; a place that it still holds is free again. */
	ended(): void {
		if (this.#settled) return
		this.#settled = true
		this.#breaker.release(this.#model, this.#pass)
	}
}
