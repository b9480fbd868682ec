import type { ChatRequest, JsonObject, ModelInfo } from '@headroom/spec'

/** How a vendor's prompt cache works, as far as money depends on it. */
export interface PromptCache {
	/** Least tokens of a prompt that is cached at all. */
	readonly minTokens: number
	/** Milliseconds without a call after which nothing is held. */
	readonly idleMs: number
	/** Whether the request has to ask for it, with `cache_control`. */
	readonly marked: boolean
}

const MINUTE = 60_000

/**
 * As the vendors' pages say, read in November 2026. OpenAI keeps a prefix for 5 to 10 minutes of inactivity: the least
 * counts. Google and xAI promise no time: OpenAI's is assumed. DeepSeek speaks of hours: one counts.
 *
 * https://developers.openai.com/api/docs/guides/prompt-caching
 * https://platform.claude.com/docs/en/build-with-claude/prompt-caching
 * https://ai.google.dev/gemini-api/docs/caching
 * https://api-docs.deepseek.com/guides/kv_cache
 */
const CACHES: ReadonlyMap<string, PromptCache> = new Map([
	['anthropic', { minTokens: 1_024, idleMs: 5 * MINUTE, marked: true }],
	['deepseek', { minTokens: 64, idleMs: 60 * MINUTE, marked: false }],
])

/** OpenAI's, and what is assumed of vendors that sell cached reads and say no more. */
const USUAL: PromptCache = { minTokens: 1_024, idleMs: 5 * MINUTE, marked: false }

/** Claude models that need more than Anthropic's usual 1,024 tokens; the page of the cache lists them. */
const CLAUDE_MINIMUMS: readonly (readonly [part: string, minTokens: number])[] = [
	['haiku-4', 4_096],
	['opus-4-5', 4_096],
	['opus-4-6', 4_096],
	['opus-4-7', 4_096],
	['haiku', 2_048],
]

/** The prompt cache that a request would use at a model; `undefined` where nothing of it would be cached. */
export function promptCacheOf(model: ModelInfo | undefined, request: ChatRequest): PromptCache | undefined {
	// Without a price of its own, a cached read costs what any input does: nothing is to be lost.
	if (model?.price?.cacheRead === undefined) return undefined
	const claude = model.model.includes('claude')
	const cache = CACHES.get(claude ? 'anthropic' : model.provider) ?? USUAL
	if (!cache.marked) return cache
	const ttl = cacheControlOf(request)
	if (ttl === undefined) return undefined
	const own = CLAUDE_MINIMUMS.find(([part]) => model.model.includes(part))
	return {
		...cache,
		...(own === undefined ? {} : { minTokens: own[1] }),
		...(ttl === '1h' ? { idleMs: 60 * MINUTE } : {}),
	}
}

/** The time a request asks its prompt to be cached for, `5m` unless it says another; `undefined` when it does not ask. */
function cacheControlOf({ extra, tools = [], messages }: ChatRequest): string | undefined {
	let found = ttlIn(extra)
	for (const tool of tools) found ??= ttlIn(tool.extra)
	for (const { extra: own, content } of messages) {
		found ??= ttlIn(own)
		if (found !== undefined) return found
		if (typeof content === 'string') continue
		for (const part of content)
			found ??= ttlIn(part.type === 'opaque' ? (part.value as JsonObject | null) : part.extra)
	}
	return found
}

function ttlIn(fields: JsonObject | null | undefined): string | undefined {
	if (typeof fields !== 'object' || fields === null) return undefined
	const control = fields.cache_control
	if (typeof control !== 'object' || control === null || Array.isArray(control)) return undefined
	return 'ttl' in control && typeof control.ttl === 'string' ? control.ttl : '5m'
}
