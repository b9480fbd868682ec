import {
	type CallContext,
	type CallOutcome,
	type ChatEvent,
	type ChatModel,
	type ChatResponse,
	type HeadroomEvent,
	type ModelCatalog,
	ProviderError,
	tell,
} from '@headroom/spec'
import type { Booked, Books } from '../account/books.ts'
import type { CallEnd, CallStart } from '../account/call-account.ts'
import { askedLast, providerErrorOf } from '../account/call-facts.ts'
import type { ChatOptions } from './chat-options.ts'
import { type ChatResult, chatResult } from './chat-result.ts'
import { PartialAnswer } from './partial-answer.ts'

/** What a call needs besides its prompt. */
export interface CallTools {
	/** Begun for this call, which ends it. */
	readonly books: Books
	readonly catalog: ModelCatalog
	readonly options: ChatOptions
	readonly observe: ((event: HeadroomEvent) => void) | undefined
}

/** A call whose prompt is optimized: asks the model, and books it however it ends. Good for one call. */
export class OpenCall {
	readonly #start: CallStart
	readonly #tools: CallTools
	readonly #events: HeadroomEvent[] = []
	#waitedMs = 0

	/** @param start Of the call; what Headroom worked so far is taken from the clock. */
	constructor(start: Omit<CallStart, 'overheadMs'>, tools: CallTools) {
		this.#start = { ...start, overheadMs: performance.now() - start.startedTick }
		this.#tools = tools
	}

	/** @throws What the model threw, after it is booked. */
	async ask(model: ChatModel): Promise<ChatResult> {
		const asked = performance.now()
		let response: ChatResponse
		try {
			response = await model.generate(this.#start.optimized.request, this.#context())
		} catch (error) {
			this.#waitedMs = performance.now() - asked
			this.#fail(error, undefined, undefined)
			throw error
		}
		this.#waitedMs = performance.now() - asked
		return this.#complete(response, undefined)
	}

	/** Yields what the model streams and gives the result at its end; books the call also when it is left early. */
	async *stream(model: ChatModel): AsyncGenerator<ChatEvent, ChatResult, undefined> {
		const { request } = this.#start.optimized
		const answer = new PartialAnswer()
		const asked = performance.now()
		let firstMs: number | undefined
		let failed: { readonly error: unknown } | undefined
		let settled = false
		try {
			for await (const event of model.stream(request, this.#context())) {
				firstMs ??= performance.now() - this.#start.startedTick
				answer.add(event)
				// Who sees the end may leave: by then the call is booked.
				if (event.type !== 'finish') yield event
			}
			this.#waitedMs = performance.now() - asked
			const response = answer.finished
			if (response === undefined) throw cutShort(this.#provider(request.model), request.model)
			settled = true
			const result = this.#complete(response, firstMs)
			yield { type: 'finish', response }
			return result
		} catch (error) {
			failed = { error }
			throw error
		} finally {
			if (!settled) this.#fail(failed?.error, answer, firstMs)
		}
	}

	#context(): CallContext {
		const tools = this.#tools
		const { signal, headers } = tools.options
		return {
			...(signal === undefined ? {} : { signal }),
			...(headers === undefined ? {} : { headers }),
			tags: this.#start.tags,
			requestedModel: this.#start.original.model,
			observe: (event) => {
				this.#events.push(event)
				tell(tools, event)
			},
		}
	}

	#complete(response: ChatResponse, firstMs: number | undefined): ChatResult {
		const worked = (): number => performance.now() - this.#start.startedTick - this.#waitedMs
		const booked = this.#book({
			outcome: 'completed',
			provider: this.#provider(response.model),
			response,
			events: this.#events,
			overheadMs: Math.max(0, worked() - this.#start.overheadMs),
			...(firstMs === undefined ? {} : { timeToFirstChunkMs: firstMs }),
		})
		return chatResult(this.#start, response, booked, worked)
	}

	/** @param error What was thrown; `undefined` when the reader left. */
	#fail(error: unknown, answer: PartialAnswer | undefined, firstMs: number | undefined): void {
		const asked = askedLast(this.#start.optimized.request.model, this.#events)
		const outcome = this.#outcomeOf(error, answer)
		this.#book({
			outcome,
			provider: providerErrorOf(error)?.provider ?? this.#provider(asked),
			...(outcome === 'failed' || answer?.begun !== true ? {} : { response: this.#partial(answer, asked) }),
			...(error === undefined ? {} : { error }),
			events: this.#events,
			...(firstMs === undefined ? {} : { timeToFirstChunkMs: firstMs }),
		})
	}

	#book(end: CallEnd): Booked {
		const { books } = this.#tools
		try {
			return books.book(this.#start, end)
		} finally {
			books.end()
		}
	}

	#outcomeOf(error: unknown, answer: PartialAnswer | undefined): CallOutcome {
		if (error === undefined || this.#tools.options.signal?.aborted === true) return 'aborted'
		if (answer?.begun === true || providerErrorOf(error)?.reason === 'truncated') return 'truncated'
		return 'failed'
	}

	/** @param model Whose answer it is: the one asked for, or what a cascade or fallback asked in its place. */
	#partial(answer: PartialAnswer, model: string): ChatResponse {
		return answer.finished ?? answer.response(this.#tools.catalog.resolve(model)?.id ?? model)
	}

	#provider(model: string): string {
		const slash = model.indexOf('/')
		return slash > 0 ? model.slice(0, slash) : (this.#tools.catalog.resolve(model)?.provider ?? 'unknown')
	}
}

/** A model that keeps its contract throws by itself; one that does not must not look as if it had finished. */
function cutShort(provider: string, model: string): ProviderError {
	return new ProviderError(
		`${provider}: the stream of ${model} ended before the answer was complete; ask again, or without streaming`,
		{ provider, model, reason: 'truncated', retryable: true },
	)
}
