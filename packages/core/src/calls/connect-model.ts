import { createCatalog } from '@headroom/models'
import type { Timeouts } from '@headroom/providers/openai'
import { type Cascade, withCascade } from '@headroom/router'
import {
	type CallContext,
	type ChatModel,
	type ChatRequest,
	type ProviderErrorReason,
	tell,
} from '@headroom/spec'
import type { LedgerStore } from '../ledger/ledger-store.ts'
import type { Budget } from './budget.ts'
import type { CallEnvironment } from './environment-provider.ts'
import { type NamingCatalog, ProviderDirectory, type ProviderSources } from './provider-directory.ts'
import { providerTimeouts } from './provider-timeouts.ts'
import { type BudgetOptions, withBudget } from './with-budget.ts'
import { type CircuitBreakerOptions, withCircuitBreaker } from './with-circuit-breaker.ts'
import { type FallbackChains, withFallback } from './with-fallback.ts'
import { type ResponseCacheOptions, withResponseCache } from './with-response-cache.ts'
import { type RetryOptions, withRetry } from './with-retry.ts'
import { type TimeoutOptions, withTimeout } from './with-timeout.ts'

/** What stands between a call and its provider. Each is a decorator of its own; `false` leaves it out. */
export interface CallOptions {
	/** @default {} */
	readonly timeout?: TimeoutOptions | false
	/**
	 * Bounds of the timers, on bytes, of providers that are made from the environment.
	 *
	 * @default those of `timeout` where they are given, else the providers' own
	 */
	readonly providerTimeouts?: Timeouts
	/** @default {} */
	readonly retry?: RetryOptions | false
	/** Models to ask when one fails: one list for all, or lists by model. @default none */
	readonly fallbacks?: FallbackChains
	/** Reasons to ask them beside everything retryable. @default [] */
	readonly fallbackOn?: readonly ProviderErrorReason[]
	/** Cheaper models to try first, by the model that requests ask for. @default none */
	readonly cascades?: Readonly<Record<string, Cascade>>
	/** @default {} with `fallbacks`; else false, since an open circuit helps who has somewhere else to go */
	readonly breaker?: CircuitBreakerOptions | false
	/** @default false */
	readonly cache?: ResponseCacheOptions | false
	/** @default [] */
	readonly budgets?: readonly Budget[]
	/** How budgets count. @default {} */
	readonly budget?: Omit<BudgetOptions, 'catalog' | 'ledger'>
}

/** What a connected model is made of. */
export interface ConnectOptions {
	/**
	 * Providers, by name or by their own ids. Known vendors that are not given are connected when the environment
	 * holds their key, at the first call that needs them.
	 *
	 * @default []
	 */
	readonly providers?: ProviderSources
	/** Resolves bare names; one with `nearest` also says what a misspelt name may have meant. @default createCatalog() */
	readonly catalog?: NamingCatalog
	/** @default {} */
	readonly calls?: CallOptions
	/** What budgets read earlier calls from. @default none: they start at 0 */
	readonly ledger?: Pick<LedgerStore, 'summarize'>
	/** Region that no cascade, fallback or budget may leave. @default none */
	readonly region?: string
	/** Where keys are looked for. @default process.env */
	readonly env?: CallEnvironment
}

/**
 * One ChatModel over all providers: each request goes to the one that serves its model. Reads no key and loads no SDK
 * before a call is made, and says then what is missing.
 *
 * @throws HeadroomError `invalid-argument` when an option of `calls` is out of range.
 */
export function connectModel(options: ConnectOptions = {}): ChatModel {
	const { catalog = createCatalog(), ledger, calls = {} } = options
	const bound = options.region === undefined ? {} : { region: options.region }
	const {
		timeout = {},
		retry = {},
		cascades,
		fallbacks,
		fallbackOn = [],
		cache = false,
		budgets = [],
	} = calls
	const directory = new ProviderDirectory(
		options.providers ?? [],
		catalog,
		options.env ?? process.env,
		calls.providerTimeouts ?? providerTimeouts(timeout),
	)
	const { breaker = fallbacks === undefined ? false : {} } = calls

	// From the inside out. A timeout is of one try, so that one that hangs leaves time for the next. Retries come
	// under the breaker: a call that a second try saved says that the provider is well, and an open circuit is not to
	// be tried again and again. The cache comes under the fallback, so that an answer is kept under the model that
	// gave it, and above the breaker, since what is known needs no provider. A cascade comes above the cache and what is
	// under it, so that each of its attempts is a call of its own; and under the fallback, since a cheap model that fails
	// has somewhere else to go already, and a model that is fallen back on may have a cascade too. Budgets come first:
	// they choose the model that everything below is about.
	let model = dispatch(directory)
	if (timeout !== false) model = withTimeout(model, timeout)
	if (retry !== false) model = withRetry(model, retry)
	if (breaker !== false) model = withCircuitBreaker(model, breaker)
	if (cache !== false) model = withResponseCache(model, cache)
	if (cascades !== undefined)
		model = withCascade(withFullNames(model, directory), cascades, { ...bound, catalog })
	if (fallbacks !== undefined)
		model = withFallback(withFullNames(model, directory), fallbacks, { catalog, on: fallbackOn, ...bound })
	if (budgets.length > 0) {
		const known = ledger === undefined ? {} : { ledger }
		model = withBudget(withFullNames(model, directory), budgets, {
			...calls.budget,
			...known,
			...bound,
			catalog,
		})
	}
	return withFullNames(model, directory)
}

/** Names models as `provider/model`, so that everything below knows each by one name. */
function withFullNames(model: ChatModel, directory: ProviderDirectory): ChatModel {
	const named = (request: ChatRequest, context: CallContext | undefined): ChatRequest => {
		context?.signal?.throwIfAborted()
		const { id, warning } = directory.locate(request.model)
		if (warning !== undefined) tell(context, { type: 'warning', code: 'model-unknown', message: warning })
		return id === request.model ? request : { ...request, model: id }
	}
	return {
		generate: async (request, context) => model.generate(named(request, context), context),
		async *stream(request, context) {
			yield* model.stream(named(request, context), context)
		},
	}
}

/** Sends each request to its provider, under the name that the provider takes. */
function dispatch(directory: ProviderDirectory): ChatModel {
	async function find(request: ChatRequest, context: CallContext | undefined) {
		context?.signal?.throwIfAborted()
		const { provider, model } = directory.locate(request.model)
		return { provider: await directory.provider(provider), request: { ...request, model } }
	}
	return {
		async generate(request, context) {
			const found = await find(request, context)
			return found.provider.generate(found.request, context)
		},
		async *stream(request, context) {
			const found = await find(request, context)
			yield* found.provider.stream(found.request, context)
		},
	}
}
