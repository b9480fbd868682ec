import {
	type CallContext,
	type CascadeEvent,
	type ChatModel,
	type ChatRequest,
	type ChatResponse,
	type HeadroomEvent,
	type ModelCatalog,
	tell,
} from '@headroom/spec'
import { lackOf } from '../gate/request-lack.ts'
import type { AcceptDecision, CheapAnswer } from './accept.ts'
import { type Attempt, attemptContext, billOf, billOfError } from './attempt.ts'
import type { ReadyCascade } from './cascade.ts'
import { type CascadeClock, LATE, withinTime } from './time-limit.ts'

/** What a run works with beside the cascade. */
export interface CascadeTools {
	readonly model: ChatModel
	readonly clock: CascadeClock
	readonly catalog: ModelCatalog | undefined
	readonly region: string | undefined
}

/** Why nothing is asked of a next cheap model. */
interface Reason {
	readonly by?: string
	readonly reason: string
}

/** The cheap attempts of one call. Good for one call. */
export class CascadeRun {
	readonly #cascade: ReadyCascade
	readonly #request: ChatRequest
	readonly #context: CallContext | undefined
	readonly #tools: CascadeTools
	readonly #attempts: Attempt[] = []
	/** Whether a model has been asked and has not answered. */
	#waiting = false

	constructor(
		cascade: ReadyCascade,
		request: ChatRequest,
		context: CallContext | undefined,
		tools: CascadeTools,
	) {
		this.#cascade = cascade
		this.#request = request
		this.#context = context
		this.#tools = tools
	}

	/**
	 * The cheap answer to give, or `undefined` when the requested model is to be asked. All other answers are billed by
	 * then, also when the caller gave up.
	 *
	 * @throws the signal's reason when the caller gave up.
	 */
	async answer(): Promise<ChatResponse | undefined> {
		let given: Attempt | undefined
		try {
			const outcome = await this.#decide()
			if (typeof outcome !== 'number') {
				this.#tell({ step: 'escalate', model: this.#request.model, ...outcome })
				return undefined
			}
			given = this.#attempts[outcome]
			for (const event of given?.held ?? []) tell(this.#context, event)
			return given?.answer.response
		} catch (error) {
			// Who keeps the books would otherwise take the latest attempt for one that is under way, and count it twice.
			if (!this.#waiting)
				this.#tell({ step: 'stop', model: this.#request.model, reason: 'the caller gave up' })
			throw error
		} finally {
			for (const attempt of this.#attempts) if (attempt !== given) this.#bill(attempt)
		}
	}

	/** Index of the attempt whose answer is given, or why none is. */
	async #decide(): Promise<number | Reason> {
		const { attempts, rule, maxLatencyMs } = this.#cascade
		const { catalog, region } = this.#tools
		const began = this.#tools.clock.now()
		let why: Reason = { reason: 'cheaper models are tried first' }
		for (const [index, { model, temperature }] of attempts.entries()) {
			const lack = lackOf(this.#request, this.#request.model, model, catalog, region)
			if (lack !== undefined) {
				why = { by: 'capability', reason: lack }
				continue
			}
			const left = maxLatencyMs - (this.#tools.clock.now() - began)
			if (left <= 0) return { by: 'time', reason: `${maxLatencyMs} ms are over` }
			this.#tell({ step: 'try', model, attempts: this.#attempts.length + 1, ...why })
			const request = this.#requestFor(model, temperature)
			const { attempt, failed } = await this.#ask(model, request, left)
			const decision = await this.#judge(attempts.length - index - 1)
			if (decision.action === 'accept') {
				const { answer, bill } = this.#attempts[decision.answer] ?? attempt
				this.#tell({
					step: 'accept',
					model: answer.model,
					by: rule.name,
					reason: decision.reason,
					...(bill === undefined || bill.unreportedCalls > 0 ? {} : { usage: bill.usage }),
				})
				return decision.answer
			}
			// A rule knows that an answer is unfit; the check knows why.
			why = failed ?? { by: rule.name, reason: decision.reason }
			if (decision.action === 'escalate') return why
		}
		return why
	}

	#requestFor(model: string, temperature: number | undefined): ChatRequest {
		const { maxOutputTokens } = this.#request
		const most = this.#tools.catalog?.resolve(model)?.maxOutputTokens
		return {
			...this.#request,
			model,
			...(temperature === undefined ? {} : { temperature }),
			// A bound that is more than a model can generate is an error of the request.
			...(maxOutputTokens === undefined || most === undefined || most >= maxOutputTokens
				? {}
				: { maxOutputTokens: most }),
		}
	}

	/** Asks for one answer and judges it by itself. However it ends, what has been answered is among the attempts. */
	async #ask(
		model: string,
		request: ChatRequest,
		milliseconds: number,
	): Promise<{ readonly attempt: Attempt; readonly failed?: Reason }> {
		const held: HeadroomEvent[] = []
		const { signal } = this.#context ?? {}
		const number = this.#attempts.length + 1
		const unfit = (by: string, reason: string, bill: Attempt['bill'], response?: ChatResponse) => {
			const answer = { model, unfit: reason, ...(response === undefined ? {} : { response }) }
			const attempt: Attempt = { answer, bill, held }
			this.#attempts.push(attempt)
			return { attempt, failed: { by, reason } }
		}
		let response: ChatResponse | typeof LATE
		this.#waiting = true
		try {
			const ask = (within: AbortSignal | undefined): Promise<ChatResponse> =>
				this.#tools.model.generate(request, attemptContext(this.#context, number, within, held))
			response = await withinTime(ask, milliseconds, this.#tools.clock, signal)
			this.#waiting = false
		} catch (error) {
			signal?.throwIfAborted()
			this.#waiting = false
			return unfit('error', `it failed: ${nameOf(error)}`, billOfError(error))
		}
		if (response === LATE)
			return unfit('time', `no answer within ${this.#cascade.maxLatencyMs} ms`, billOf(undefined, false))
		const bill = billOf(response.usage, held.length > 0)
		// The same answer once more would agree with itself.
		if (held.length > 0 && this.#attempts.some(({ answer }) => answer.model === model))
			return unfit('sample', 'it comes out of the response cache and is no sample of its own', bill, response)
		let failed: Reason | undefined
		try {
			failed = await this.#check(response)
		} catch (error) {
			unfit('abort', 'the caller gave up', bill, response)
			throw error
		}
		if (failed !== undefined) return unfit(failed.by ?? 'check', failed.reason, bill, response)
		const attempt = { answer: { model, response }, bill, held }
		this.#attempts.push(attempt)
		return { attempt }
	}

	/** The first check that an answer does not pass. */
	async #check(
		response: ChatResponse,
	): Promise<{ readonly by: string; readonly reason: string } | undefined> {
		for (const check of this.#cascade.checks) {
			try {
				const { passes, reason } = await check.check(response, this.#request, this.#context ?? {})
				if (!passes) return { by: check.name, reason }
			} catch (error) {
				return { by: check.name, reason: this.#failed(`the check ${check.name}`, error) }
			} finally {
				this.#context?.signal?.throwIfAborted()
			}
		}
		return undefined
	}

	async #judge(left: number): Promise<AcceptDecision> {
		const answers: readonly CheapAnswer[] = this.#attempts.map(({ answer }) => answer)
		const { rule } = this.#cascade
		let decision: AcceptDecision
		try {
			decision = await rule.decide({ request: this.#request, answers, left }, this.#context ?? {})
		} catch (error) {
			decision = { action: 'escalate', reason: this.#failed(`the rule ${rule.name}`, error) }
		}
		this.#context?.signal?.throwIfAborted()
		if (decision.action !== 'accept') return decision
		const chosen = answers[decision.answer]
		return chosen?.response !== undefined && chosen.unfit === undefined
			? decision
			: { action: 'escalate', reason: `the rule ${rule.name} chose an answer that must not be given` }
	}

	/** A check that fails must neither break a call nor let an answer through. */
	#failed(what: string, error: unknown): string {
		this.#context?.signal?.throwIfAborted()
		const message = `${what} of the cascade of ${this.#request.model} failed (${nameOf(error)}), and the call goes on to that model`
		tell(this.#context, { type: 'warning', code: 'cascade-check-failed', message })
		return `${what} failed`
	}

	#bill({ answer, bill }: Attempt): void {
		if (bill === undefined) return
		tell(this.#context, { type: 'model-usage', stage: 'cascade', model: this.#idOf(answer.model), ...bill })
	}

	#tell({ model, ...event }: Omit<CascadeEvent, 'type' | 'attempts'> & { readonly attempts?: number }): void {
		const { length: attempts } = this.#attempts
		tell(this.#context, { type: 'cascade', attempts, model: this.#idOf(model), ...event })
	}

	/** Events know each model by one name, however it is spelled in the cascade. */
	#idOf(model: string): string {
		return this.#tools.catalog?.resolve(model)?.id ?? model
	}
}

/** What kind of error it is; its message may hold what was asked. */
function nameOf(error: unknown): string {
	if (typeof error === 'object' && error !== null && 'reason' in error && typeof error.reason === 'string')
		return error.reason
	return error instanceof Error ? error.name : 'an error'
}
