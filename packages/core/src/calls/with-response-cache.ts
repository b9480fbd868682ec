import {
	type CallContext,
	type ChatEvent,
	type ChatModel,
	type ChatRequest,
	type ChatResponse,
	type HeadroomEvent,
	ProviderError,
	replay,
	tell,
} from '@headroom/spec'
import { messageOf } from '../message-of.ts'
import { checkWait } from './check-option.ts'
import { Flight } from './flight.ts'
import { providerOf } from './model-name.ts'
import { requestKey } from './request-key.ts'
import { memoryResponseStore, type ResponseStore } from './response-store.ts'

export interface ResponseCacheOptions {
	/** Where answers are kept. @default memoryResponseStore() */
	readonly store?: ResponseStore
	/**
	 * Whose answers these are: nothing is answered from another scope. A function that gives `undefined` leaves a
	 * request out of the cache.
	 *
	 * @default 'default', one scope for all calls of this model
	 */
	readonly scope?: string | ((request: ChatRequest, context?: CallContext) => string | undefined)
	/**
	 * Whether requests with another temperature than 0 are answered from the cache too, which takes from them the
	 * variety that they ask for.
	 *
	 * @default false
	 */
	readonly always?: boolean
	/** How long an answer is given again, in milliseconds, from 0. @default 3600000, an hour */
	readonly ttlMs?: number
	/**
	 * Whether equal requests that come while the first is under way wait for its answer instead of being sent too. One
	 * of them that is aborted leaves the others alone.
	 *
	 * @default true: a cache that lets a burst of equal requests through saves little
	 */
	readonly share?: boolean
}

/** Billed for an answer that no provider was asked for. */
const NOTHING = { inputTokens: 0, outputTokens: 0 } as const

/**
 * Answers an equal request from a cache: equal in all that the provider is sent, model included, and of the same scope.
 * Kept are answers that came to their end (`stop`, `tool-calls`) from the model that was asked for.
 *
 * An answer from the cache has a `usage` of 0 tokens, since nothing is billed for it; the event `response-cache` has
 * what it cost when it was made. A stream is answered with the same parts, each in one piece.
 *
 * @throws HeadroomError `invalid-argument` when an option is out of range.
 */
export function withResponseCache(model: ChatModel, options: ResponseCacheOptions = {}): ChatModel {
	const cache = new Cache(options)
	const { share = true } = options
	const flights = new Map<string, Flight>()

	/** The events of a request that may be answered from the cache. */
	async function* answer(
		kind: 'generate' | 'stream',
		request: ChatRequest,
		context: CallContext | undefined,
	): AsyncGenerator<ChatEvent, void, undefined> {
		context?.signal?.throwIfAborted()
		const key = cache.key(request, context)
		if (key === undefined) return yield* ask(kind, request, context)
		const known = await cache.get(key, context)
		context?.signal?.throwIfAborted()
		if (known !== undefined) {
			tellHit(known, request, context)
			return yield* replay({ ...known, usage: NOTHING })
		}
		const start = (signal: AbortSignal | undefined) => keep(key, kind, request, context, signal)
		if (!share) return yield* start(context?.signal)
		const name = `${kind} ${key}`
		let flight = flights.get(name)
		if (flight === undefined) {
			flight = new Flight(start, () => flights.delete(name))
			flights.set(name, flight)
		}
		for await (const event of flight.read(context?.signal)) {
			if (event.type !== 'finish' || flight.claim()) yield event
			else {
				tellHit(event.response, request, context)
				yield { ...event, response: { ...event.response, usage: NOTHING } }
			}
		}
	}

	/** Asks the model and keeps what it answers. */
	async function* keep(
		key: string,
		kind: 'generate' | 'stream',
		request: ChatRequest,
		context: CallContext | undefined,
		signal: AbortSignal | undefined,
	): AsyncGenerator<ChatEvent, void, undefined> {
		let elsewhere = false
		const observe = (event: HeadroomEvent): void => {
			// The answer of another model must not stand under this one's name.
			if (event.type === 'fallback' || event.type === 'budget') elsewhere = true
			tell(context, event)
		}
		const inner = { ...context, observe, ...(signal === undefined ? {} : { signal }) }
		for await (const event of ask(kind, request, inner)) {
			if (event.type === 'finish' && !elsewhere) cache.set(key, event.response, context)
			yield event
		}
	}

	/** The events of the model; of `generate` the last one alone. */
	async function* ask(
		kind: 'generate' | 'stream',
		request: ChatRequest,
		context: CallContext | undefined,
	): AsyncGenerator<ChatEvent, void, undefined> {
		if (kind === 'stream') yield* model.stream(request, context)
		else yield { type: 'finish', response: await model.generate(request, context) }
	}

	return {
		async generate(request, context) {
			for await (const event of answer('generate', request, context))
				if (event.type === 'finish') return event.response
			throw new ProviderError(`${request.model} ended without an answer`, {
				provider: providerOf(request.model),
				model: request.model,
				retryable: true,
				reason: 'malformed',
			})
		},
		stream: (request, context) => answer('stream', request, context),
	}
}

function tellHit(response: ChatResponse, request: ChatRequest, context: CallContext | undefined): void {
	const { usage } = response
	tell(context, {
		type: 'response-cache',
		model: request.model,
		...(usage === undefined ? {} : { usage }),
	})
}

/** The store as a call sees it: whatever is wrong with it, the call goes on without. */
class Cache {
	readonly #store: ResponseStore
	readonly #scope: NonNullable<ResponseCacheOptions['scope']>
	readonly #always: boolean
	readonly #ttlMs: number

	constructor(options: ResponseCacheOptions) {
		this.#store = options.store ?? memoryResponseStore()
		this.#scope = options.scope ?? 'default'
		this.#always = options.always ?? false
		this.#ttlMs = checkWait('withResponseCache: ttlMs', options.ttlMs ?? 3_600_000)
	}

	/** `undefined` for a request that is none of the cache's business. */
	key(request: ChatRequest, context: CallContext | undefined): string | undefined {
		if (!this.#always && request.temperature !== 0) return undefined
		const scope = typeof this.#scope === 'string' ? this.#scope : this.#scope(request, context)
		if (scope === undefined) return undefined
		try {
			return requestKey(request, scope, context?.headers)
		} catch (error) {
			warn(context, 'the request has no key', error)
			return undefined
		}
	}

	async get(key: string, context: CallContext | undefined): Promise<ChatResponse | undefined> {
		try {
			const text = await this.#store.get(key)
			return text === undefined ? undefined : (JSON.parse(text) as ChatResponse)
		} catch (error) {
			warn(context, 'the store could not be read', error)
			return undefined
		}
	}

	set(key: string, response: ChatResponse, context: CallContext | undefined): void {
		const { finishReason } = response
		if (finishReason !== 'stop' && finishReason !== 'tool-calls') return
		const failed = (error: unknown): void => warn(context, 'the answer could not be kept', error)
		try {
			Promise.resolve(this.#store.set(key, JSON.stringify(response), this.#ttlMs)).catch(failed)
		} catch (error) {
			failed(error)
		}
	}
}

function warn(context: CallContext | undefined, what: string, error: unknown): void {
	const why = messageOf(error)
	tell(context, {
		type: 'warning',
		code: 'response-cache-failed',
		message: `response cache: ${what} (${why})`,
	})
}
