import type { Config } from '@headroom/config'
import type { Timeouts } from '@headroom/providers/openai'
import { labelOfCall } from './call-labels.ts'
import { cascadesFromConfig } from './cascades-from-config.ts'
import type { CallOptions, ConnectOptions } from './connect-model.ts'
import type { CallEnvironment } from './environment-provider.ts'
import type { ProviderSource } from './provider-directory.ts'
import { providerFromConfig } from './provider-from-config.ts'
import { memoryResponseStore } from './response-store.ts'
import type { ResponseCacheOptions } from './with-response-cache.ts'

/**
 * What a configuration says about calls, as options of `connectModel`. Providers are made when they are first called,
 * so that a key that is not set troubles nobody before.
 *
 * @param env Where keys are looked for that the file does not name. @default process.env
 * @param folder What paths in the file are relative to. @default the current folder
 * @throws HeadroomError `invalid-argument` for a trained rule of a cascade that cannot be read.
 */
export function callsFromConfig(
	config: Config,
	env: CallEnvironment = process.env,
	folder: string = process.cwd(),
): Required<Pick<ConnectOptions, 'calls'>> & {
	readonly providers: Readonly<Record<string, ProviderSource>>
} {
	const { calls } = config
	const providerTimeouts: Timeouts = {
		timeoutMs: calls.timeoutMs,
		// An answer that is not streamed begins when it is finished.
		...(calls.firstByteTimeoutMs === undefined ? {} : { firstByteTimeoutMs: calls.firstByteTimeoutMs }),
		...(calls.idleTimeoutMs === undefined ? {} : { idleTimeoutMs: calls.idleTimeoutMs }),
	}
	const providers = Object.entries(config.providers).map(([name, section]) => [
		name,
		providerFromConfig(name, section, providerTimeouts, env),
	])
	return { providers: Object.fromEntries(providers), calls: callOptions(config, providerTimeouts, folder) }
}

function callOptions({ calls }: Config, providerTimeouts: Timeouts, folder: string): CallOptions {
	const { timeoutMs, retry, fallbacks, fallbackOn, breaker, cache, budgets, unpriced } = calls
	const { enabled: breaks, ...limits } = breaker
	const falls = Object.keys(fallbacks).length > 0
	return {
		timeout: { totalMs: timeoutMs },
		providerTimeouts,
		retry: retry.attempts === 1 ? false : retry,
		...(Object.keys(calls.cascades).length === 0
			? {}
			: { cascades: cascadesFromConfig(calls.cascades, folder) }),
		...(falls ? { fallbacks, fallbackOn } : {}),
		breaker: (breaks ?? falls) ? limits : false,
		cache: cache.enabled ? cacheOptions(cache) : false,
		budgets,
		budget: { unpriced },
	}
}

function cacheOptions({
	always,
	ttlSeconds,
	maxBytes,
	maxEntries,
	share,
	scopeTag,
}: Config['calls']['cache']): ResponseCacheOptions {
	return {
		store: memoryResponseStore({ maxBytes, maxEntries }),
		always,
		ttlMs: ttlSeconds * 1_000,
		share,
		...(scopeTag === undefined ? {} : { scope: scopeOf(scopeTag) }),
	}
}

function scopeOf(name: string): NonNullable<ResponseCacheOptions['scope']> {
	return (request, context) => labelOfCall(name, request, context)
}
