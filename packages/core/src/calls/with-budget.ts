import { lackOf } from '@headroom/router'
import {
	type CallContext,
	type CascadeEvent,
	type ChatEvent,
	type ChatModel,
	type ChatRequest,
	type ChatResponse,
	HeadroomError,
	type HeadroomEvent,
	type ModelCatalog,
	type ModelUsageEvent,
	tell,
} from '@headroom/spec'
import type { LedgerStore } from '../ledger/ledger-store.ts'
import { messageOf } from '../message-of.ts'
import { accountOf, type Budget, checkBudget, refusal, spentBefore } from './budget.ts'
import { BudgetBook, type Reservation, type Standing } from './budget-book.ts'
import { billedCost, type CostEstimate, type CostEstimator, estimateCost, textCost } from './call-cost.ts'
import { checkNumber } from './check-option.ts'
import { type Clock, systemClock } from './clock.ts'

export interface BudgetOptions {
	/** Prices models. */
	readonly catalog: ModelCatalog
	/** Read once for each budget, when it is first needed: what its window has cost so far. @default none */
	readonly ledger?: Pick<LedgerStore, 'summarize'>
	/** Calls of models without a price: let through uncounted with a warning, or refused. @default 'allow' */
	readonly unpriced?: 'allow' | 'refuse'
	/** Tokens of a prompt. @default a third of its bytes of text, which is more than most tokenizers count */
	readonly countInput?: (request: ChatRequest) => number
	/**
	 * Tokens expected of an answer when money is set aside, where `maxOutputTokens` is not lower. `Infinity` sets aside
	 * for the longest answer there may be, so that a limit holds to the cent and is never quite used.
	 *
	 * @default 1000
	 */
	readonly expectedOutputTokens?: number
	/** Region that no call may leave; a request names one of its own with the label `region`. @default none */
	readonly region?: string
	/** @default the clock of the machine */
	readonly clock?: Clock
}

/**
 * Holds calls to budgets of money. Before a call its estimated cost is set aside in every budget that it falls under;
 * afterwards what was billed is booked instead. A call that does not fit is refused, or sent to a cheaper model.
 *
 * A limit can be passed by what the calls under way cost beyond their estimates, and no further. Answers without a
 * usage, and calls that were cut or given up, are booked at their estimate.
 *
 * @throws HeadroomError `invalid-argument` for a budget that makes no sense. Calls reject with `budget-exceeded`.
 */
export function withBudget(model: ChatModel, budgets: readonly Budget[], options: BudgetOptions): ChatModel {
	const desk = new BudgetDesk(budgets, options)
	return {
		async generate(request, context) {
			const call = desk.admit(request, context)
			try {
				const response = await model.generate(call.request, call.listening(context))
				call.answered(response)
				return response
			} catch (error) {
				call.failed(context)
				throw error
			}
		},
		async *stream(request, context) {
			const call = desk.admit(request, context)
			try {
				for await (const event of model.stream(call.request, call.listening(context))) {
					call.heard(event)
					yield event
				}
			} finally {
				// After `finish` there is nothing left to book.
				call.failed(context)
			}
		},
	}
}

/** Decides on calls by all budgets together. */
class BudgetDesk {
	readonly #entries: readonly { readonly budget: Budget; readonly book: BudgetBook }[]
	readonly #options: BudgetOptions
	readonly #estimator: CostEstimator
	readonly #clock: Clock
	readonly #warned = new Set<string>()
	#unread: string | undefined

	constructor(budgets: readonly Budget[], options: BudgetOptions) {
		this.#options = options
		this.#clock = options.clock ?? systemClock
		const expectedOutputTokens = options.expectedOutputTokens ?? 1_000
		if (expectedOutputTokens !== Number.POSITIVE_INFINITY)
			checkNumber('withBudget: expectedOutputTokens', expectedOutputTokens, { min: 0 })
		this.#estimator = { catalog: options.catalog, countInput: options.countInput, expectedOutputTokens }
		const names = new Set<string>()
		this.#entries = budgets.map((budget) => {
			checkBudget(budget, names)
			const seed = (label: string, from: number) => this.#spentBefore(budget, label, from)
			return { budget, book: new BudgetBook(budget.per, budget.usd, seed) }
		})
	}

	/** @throws HeadroomError `budget-exceeded`, the signal's reason when the caller has given up. */
	admit(original: ChatRequest, context: CallContext | undefined): BudgetedCall {
		context?.signal?.throwIfAborted()
		let request = original
		// Each budget sends a call on at most once, so that this ends.
		const sentOn = new Set<Budget>()
		for (;;) {
			const estimate = estimateCost(request, this.#estimator)
			if (estimate === undefined) this.#unpriced(request, context)
			const full = this.#firstFull(request, context, estimate, sentOn)
			if (this.#unread !== undefined)
				tell(context, { type: 'warning', code: 'budget-ledger-unread', message: this.#unread })
			this.#unread = undefined
			if (full === undefined) return this.#reserve(request, context, estimate)
			const { budget, standing } = full
			sentOn.add(budget)
			const cheaper = budget.downgradeTo
			const { catalog, region } = this.#options
			const lack =
				cheaper === undefined ? undefined : lackOf(original, original.model, cheaper, catalog, region)
			tell(context, {
				type: 'budget',
				budget: budget.name,
				spentUsd: standing.spentUsd,
				limitUsd: budget.usd,
				...(cheaper === undefined || lack !== undefined ? {} : { downgradedTo: cheaper }),
			})
			if (cheaper === undefined || lack !== undefined) throw refusal(budget, standing, estimate, lack)
			request = { ...request, model: cheaper }
		}
	}

	/** A ledger that cannot be read must not break a call; it counts as empty, and that is said. */
	#spentBefore(budget: Budget, label: string, from: number): number {
		try {
			return spentBefore(budget, label, from, this.#options.ledger)
		} catch (error) {
			const why = messageOf(error)
			this.#unread = `budget "${budget.name}" starts at 0: the ledger could not be read (${why})`
			return 0
		}
	}

	#firstFull(
		request: ChatRequest,
		context: CallContext | undefined,
		estimate: CostEstimate | undefined,
		sentOn: ReadonlySet<Budget>,
	): { readonly budget: Budget; readonly standing: Standing } | undefined {
		for (const { budget, book } of this.#entries) {
			const label = accountOf(budget, request, context)
			if (label === undefined || sentOn.has(budget) || this.#isModelOf(budget, request)) continue
			const standing = book.look(label, this.#clock.now(), estimate?.whole ?? 0)
			if (!standing.fits) return { budget, standing }
		}
		return undefined
	}

	#isModelOf({ downgradeTo }: Budget, request: ChatRequest): boolean {
		const idOf = (name: string): string => this.#options.catalog.resolve(name)?.id ?? name
		return downgradeTo !== undefined && idOf(downgradeTo) === idOf(request.model)
	}

	#reserve(
		request: ChatRequest,
		context: CallContext | undefined,
		estimate: CostEstimate | undefined,
	): BudgetedCall {
		const reservations = this.#entries.flatMap(({ budget, book }) => {
			const label = accountOf(budget, request, context)
			if (label === undefined) return []
			return [book.reserve(label, () => this.#clock.now(), estimate?.whole ?? 0)]
		})
		return new BudgetedCall(request, estimate, reservations, this.#estimator)
	}

	#unpriced(request: ChatRequest, context: CallContext | undefined): void {
		const counted = this.#entries.some(({ budget }) => accountOf(budget, request, context) !== undefined)
		if (!counted) return
		const what = `${request.model} has no known price, so that no budget can count it`
		const remedy = `give its price (models: in headroom.yaml, overrides of createCatalog)`
		if (this.#options.unpriced === 'refuse')
			throw new HeadroomError('budget-exceeded', `${what}; ${remedy}, or allow models without a price`)
		if (this.#warned.has(request.model)) return
		if (this.#warned.size >= 1_000) this.#warned.clear()
		this.#warned.add(request.model)
		tell(context, { type: 'warning', code: 'budget-unpriced', message: `${what}; ${remedy}` })
	}
}

/** A call that was let through, with the money that is set aside for it. */
class BudgetedCall {
	readonly request: ChatRequest
	readonly #estimate: CostEstimate | undefined
	readonly #reservations: readonly Reservation[]
	readonly #estimator: CostEstimator
	#bytes = 0
	#begun = false
	#free = false
	/** USD of answers that a cascade threw away. */
	#extra = 0
	/** Model whose answer is waited for: that of the request, or a cheaper one that a cascade tries. */
	#asked: string
	/** USD of what a cascade gives, however much of it is read; 0 where it stopped. */
	#given: number | undefined

	constructor(
		request: ChatRequest,
		estimate: CostEstimate | undefined,
		reservations: readonly Reservation[],
		estimator: CostEstimator,
	) {
		this.request = request
		this.#estimate = estimate
		this.#reservations = reservations
		this.#estimator = estimator
		this.#asked = request.model
	}

	/**
	 * The context to ask with: hears whether the answer comes out of the response cache, which costs nothing, and what a
	 * cascade asks and throws away.
	 */
	listening(context: CallContext | undefined): CallContext {
		const observe = (event: HeadroomEvent): void => {
			if (event.type === 'response-cache') this.#free = true
			else if (event.type === 'cascade') this.#hearCascade(event)
			else if (event.type === 'model-usage') this.#extra += this.#usageCost(event)
			tell(context, event)
		}
		return { ...context, observe }
	}

	answered(response: ChatResponse): void {
		const billed = this.#free ? 0 : billedCost(response, this.#asked, this.#estimator.catalog)
		this.#settle(billed ?? this.#estimateAt(this.#asked)?.whole ?? 0)
	}

	heard(event: ChatEvent): void {
		this.#begun = true
		if (event.type === 'finish') this.answered(event.response)
		else if (event.type === 'text-delta') this.#bytes += Buffer.byteLength(event.text)
		else if (event.type === 'tool-call-delta') this.#bytes += Buffer.byteLength(event.arguments)
	}

	/** Without an answer what a cascade gave is paid whole, and of any other what there was of it. */
	failed(context: CallContext | undefined): void {
		this.#settle(this.#free ? 0 : (this.#given ?? this.#begunCost(context)))
	}

	/** The prompt is paid where the model had begun, or may have when its caller gave up. */
	#begunCost(context: CallContext | undefined): number {
		if (!this.#begun && context?.signal?.aborted !== true) return 0
		const text = textCost(this.#asked, this.#bytes, this.#estimator.catalog)
		return (this.#estimateAt(this.#asked)?.input ?? 0) + text
	}

	#hearCascade({ step, model, usage }: CascadeEvent): void {
		this.#asked = model
		this.#given = step === 'stop' ? 0 : undefined
		if (step !== 'accept' || usage === undefined) return
		const cost = this.#estimator.catalog.cost(model, usage, 'billed')
		if (cost.status === 'priced') this.#given = cost.usd
	}

	/** Calls that reported nothing are taken for the call itself at their model's price. */
	#usageCost({ model, usage, unreportedCalls }: ModelUsageEvent): number {
		const cost = this.#estimator.catalog.cost(model, usage, 'billed')
		const reported = cost.status === 'priced' ? cost.usd : 0
		if (unreportedCalls === 0) return reported
		return reported + unreportedCalls * (this.#estimateAt(model)?.whole ?? 0)
	}

	#estimateAt(model: string): CostEstimate | undefined {
		if (model === this.request.model) return this.#estimate
		return estimateCost({ ...this.request, model }, this.#estimator)
	}

	#settle(usd: number): void {
		for (const reservation of this.#reservations) reservation.settle(usd + this.#extra)
	}
}
