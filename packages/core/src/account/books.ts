import {
	type CallRecord,
	type ChatRequest,
	type Cost,
	type HeadroomEvent,
	type ModelCatalog,
	type ModelUsageEvent,
	tell,
} from '@headroom/spec'
import type { LedgerStore } from '../ledger/ledger-store.ts'
import { messageOf } from '../message-of.ts'
import { sumModelUsage } from '../savings.ts'
import type { Accountant, CallEnd, CallStart } from './call-account.ts'
import { callEvent } from './call-event.ts'
import { type CallFacts, factsOf } from './call-facts.ts'
import { type CallSavings, callSavings } from './call-savings.ts'
import { Counterfactual, type Counting } from './counterfactual.ts'
import { LedgerWriter } from './ledger-writer.ts'
import { unaccounted } from './unaccounted.ts'

/** What an accountant works with. */
export interface BooksOptions extends Counting {
	readonly catalog: ModelCatalog
	/** Hears `call` and `warning` events. What it throws is ignored. */
	readonly observe?: ((event: HeadroomEvent) => void) | undefined
	readonly ledger?: LedgerStore | undefined
	/** See `HeadroomOptions.baseline`. @default 'requested' */
	readonly baseline?: string | undefined
	/** Is given every record as well, such as the router for its distribution. */
	readonly recorder?: ((record: CallRecord) => void) | undefined
}

/** A call in the books. */
export interface Booked {
	readonly record: CallRecord
	/** What the call saved, by layer. */
	readonly savings: () => CallSavings
}

/** The accountant of a client. */
export class Books implements Accountant {
	readonly #options: BooksOptions
	readonly #ledger: LedgerWriter | undefined

	constructor(options: BooksOptions) {
		this.#options = options
		this.#ledger =
			options.ledger === undefined
				? undefined
				: new LedgerWriter(options.ledger, (warning) => this.#observe(warning))
	}

	settle(start: CallStart, end: CallEnd): CallRecord {
		return this.book(start, end).record
	}

	/** Like `settle`, and can say what each layer saved. */
	book(start: CallStart, end: CallEnd): Booked {
		const began = performance.now()
		const booked = this.#booked(start, end)
		this.#ledger?.write(booked.record)
		this.#options.recorder?.(booked.record)
		const { request } = start.optimized
		const overheadMs = start.overheadMs + (end.overheadMs ?? 0) + performance.now() - began
		const count = (): number => this.#count(request, booked.record.model)
		this.#observe(callEvent(booked.record, start, end, overheadMs, count))
		return booked
	}

	/** Keeps the ledger open for a call until `end`, also when the books are closed meanwhile. */
	begin(): void {
		this.#ledger?.begin()
	}

	end(): void {
		this.#ledger?.end()
	}

	/** Gives the ledger what it has not taken yet, and closes it once nobody else books in it and no call is under way. */
	close(): void {
		this.#ledger?.close()
	}

	/** The call as accounted for, or at least as it was where the arithmetic fails. */
	#booked(start: CallStart, end: CallEnd): Booked {
		const attempt = <T>(work: () => T, otherwise: () => T): T => {
			try {
				return work()
			} catch (error) {
				const reason = messageOf(error)
				const message = `a call could not be accounted for and is unpriced (${reason}); look at catalog and tokenizerFor`
				this.#observe({ type: 'warning', code: 'accounting-failed', message })
				return otherwise()
			}
		}
		const bare = (): Booked => unaccounted(start, end)
		const { record, savings } = attempt(() => this.#account(start, end), bare)
		return { record, savings: () => attempt(savings, () => bare().savings()) }
	}

	#account(start: CallStart, end: CallEnd): Booked {
		const { catalog } = this.#options
		const { original, optimized } = start
		const facts = factsOf(optimized.request, end, this.#options)
		const counterfactual =
			facts.served === undefined
				? undefined
				: new Counterfactual(optimized.request, facts.known, facts.served, this.#options)
		const known = knownOf(start)
		const laterCalls = (end.events ?? []).filter((event) => event.type === 'model-usage')
		const requested = this.#idOf(original.model)
		const given = start.baseline ?? this.#options.baseline ?? 'requested'
		const model = given === 'requested' ? requested : this.#idOf(given)
		const usage = counterfactual?.usageOf(original, model, known.messages) ?? facts.usage
		const baseline = { model, usage, cost: catalog.cost(model, usage, 'estimated') }
		const cost = this.#costOf(facts)
		const extraCost = sumModelUsage(catalog, [...usageIn(optimized.events), ...laterCalls])
		const savedUsd = left(baseline.cost, cost, extraCost)
		const record: CallRecord = {
			id: start.id,
			startedAt: start.startedAt,
			provider: end.provider,
			requestedModel: requested,
			model: facts.answered.includes('/') ? facts.answered : this.#idOf(facts.answered),
			route: optimized.route?.route ?? null,
			tags: start.tags,
			outcome: end.outcome,
			usage: facts.usage,
			usageMark: facts.mark,
			originalInputTokens: counterfactual?.tokensOf(original, facts.known) ?? 0,
			cost,
			baseline,
			...(extraCost === undefined ? {} : { extraCost }),
			...(savedUsd === undefined ? {} : { savedUsd }),
		}
		const source = { start, facts, record, catalog, counterfactual, laterCalls, known }
		return { record, savings: () => callSavings(source) }
	}

	#costOf({ known, usage, mark, served }: CallFacts): Cost {
		const { catalog } = this.#options
		// An answer out of the response cache costs nothing at any price, a known one or not.
		if (served !== undefined && served !== usage) return { status: 'priced', usd: 0, mark }
		return catalog.cost(known, usage, mark)
	}

	#idOf(model: string): string {
		return this.#options.catalog.resolve(model)?.id ?? model
	}

	#count(request: ChatRequest, model: string): number {
		return this.#options.counter.count(request, this.#options.tokenizerFor(model))
	}

	#observe(event: HeadroomEvent): void {
		tell(this.#options, event)
	}
}

/**
 * The messages that the cache would have held without Headroom. When a checkpoint is taken, what was sent before is
 * sent otherwise from now on, so that the provider reads less of it: the original prompt would have been read on up
 * to the end of the request before this one, which is where the model's latest message begins.
 */
function knownOf({ original, optimized }: CallStart): { messages: number; stage: string | undefined } {
	const checkpoint = optimized.events.findLast((event) => event.type === 'checkpoint' && event.taken)
	if (checkpoint?.type !== 'checkpoint') return { messages: 0, stage: undefined }
	const { boundary, stage } = checkpoint
	const before = original.messages.slice(0, boundary)
	return {
		messages: Math.max(
			0,
			before.findLastIndex(({ role }) => role === 'assistant'),
		),
		stage,
	}
}

function usageIn(events: readonly HeadroomEvent[]): readonly ModelUsageEvent[] {
	return events.filter((event) => event.type === 'model-usage')
}

function left(baseline: Cost, cost: Cost, extra: Cost | undefined): number | undefined {
	if (baseline.status === 'unpriced' || cost.status === 'unpriced' || extra?.status === 'unpriced')
		return undefined
	return baseline.usd - cost.usd - (extra?.usd ?? 0)
}
