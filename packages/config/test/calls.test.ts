import { loadConfig, parseConfig, printConfig } from '@headroom/config'
import { describe, expect, it } from 'vitest'

const text = `calls:
  timeout_ms: 60000
  first_byte_timeout_ms: 20000
  retry: { attempts: \${ATTEMPTS:-5} }
  fallbacks:
    my_server/llama_3: [openai/gpt-4o-mini, claude-haiku-4-5]
  fallback_on: [quota]
  breaker: { enabled: false }
  cache: { enabled: true, scope_tag: tenant }
  budgets:
    - { name: all, usd: 20 }
    - { name: search, usd: 0.5, per: hour, tag: team=search, downgrade_to: gpt-4o-mini }
providers:
  my_server: { kind: openai-compatible, base_url: "http://127.0.0.1:8000/v1" }
  openai: { api: responses }
`

describe('the section calls', () => {
	it('has its defaults where nothing is written', () => {
		expect(loadConfig({ cwd: '/', env: {} }).config.calls).toEqual({
			timeoutMs: 3_600_000,
			retry: { attempts: 3, baseDelayMs: 500, maxDelayMs: 8_000, maxRetryAfterMs: 60_000, totalMs: 120_000 },
			cascades: {},
			fallbacks: {},
			fallbackOn: [],
			breaker: { failures: 5, windowMs: 30_000, cooldownMs: 30_000, maxCooldownMs: 300_000 },
			cache: {
				enabled: false,
				always: false,
				ttlSeconds: 3_600,
				maxBytes: 67_108_864,
				maxEntries: 10_000,
				share: true,
			},
			budgets: [],
			unpriced: 'allow',
		})
	})

	it('has the values written, and names of models and providers as they stand', () => {
		const { calls, providers } = parseConfig(text, { env: { ATTEMPTS: '4' } }).config
		expect(calls.timeoutMs).toBe(60_000)
		expect(calls.firstByteTimeoutMs).toBe(20_000)
		expect(calls.retry.attempts).toBe(4)
		expect(calls.fallbacks).toEqual({ 'my_server/llama_3': ['openai/gpt-4o-mini', 'claude-haiku-4-5'] })
		expect(calls.fallbackOn).toEqual(['quota'])
		expect(calls.breaker.enabled).toBe(false)
		expect(calls.cache).toMatchObject({ enabled: true, scopeTag: 'tenant' })
		expect(calls.budgets).toEqual([
			{ name: 'all', usd: 20, per: 'day' },
			{ name: 'search', usd: 0.5, per: 'hour', tag: 'team=search', downgradeTo: 'gpt-4o-mini' },
		])
		expect(providers.my_server).toMatchObject({ kind: 'openai-compatible', api: 'chat' })
		expect(providers.openai?.api).toBe('responses')
	})

	it('prints what it reads, so that the print reads as the same again', () => {
		const loaded = parseConfig(text, { env: {} })
		expect(parseConfig(printConfig(loaded), { env: {} }).config).toEqual(loaded.config)
	})
})
