import { parseConfig } from '@headroom/config'
import { connectModel, createCatalog } from '@headroom/core'
import type { HeadroomEvent } from '@headroom/spec'
import { afterEach, describe, expect, it } from 'vitest'
import { answer, stall } from '../../../../test/upstream/reply.ts'
import { startUpstream, type Upstream } from '../../../../test/upstream/upstream.ts'
import { callsFromConfig } from '../../src/calls/calls-from-config.ts'
import { failure, request } from './fake-model.ts'

let upstream: Upstream
afterEach(() => upstream?.close())

const catalog = createCatalog()
const busy = answer({ error: { message: 'busy' } }, { status: 503 })

function connect(yaml: string, env: Record<string, string> = {}) {
	const text = yaml.replaceAll('UPSTREAM', upstream?.url ?? 'http://127.0.0.1:1')
	const { config } = parseConfig(text, { env })
	return connectModel({ catalog, env, ...callsFromConfig(config, env) })
}

const KEY = '$' + '{KEY}'
const OPENAI_KEY = '$' + '{OPENAI_API_KEY}'

describe('providers of headroom.yaml', () => {
	// Name and kind, the model asked for, where the call arrives, and with which key.
	it.each([
		[`openai: { base_url: "UPSTREAM/v1", api_key: ${KEY} }`, 'openai/gpt-4o', '/v1/chat/completions', 'k'],
		['openai: { base_url: "UPSTREAM/v1", api: responses, api_key: k }', 'gpt-4o', '/v1/responses', 'k'],
		['openai: { base_url: "UPSTREAM/v1" }', 'gpt-4o', '/v1/chat/completions', 'ok'],
		['anthropic: { base_url: "UPSTREAM", api_key: k }', 'claude-haiku-4-5', '/v1/messages', 'k'],
		['mine: { base_url: "UPSTREAM/v1", api_key: k }', 'mine/llama', '/v1/chat/completions', 'k'],
		['mine: { base_url: "UPSTREAM/v1" }', 'llama', '/v1/chat/completions', undefined],
		[
			'mine: { kind: openai, base_url: "UPSTREAM/v1", api: responses }',
			'mine/gpt',
			'/v1/responses',
			undefined,
		],
		['mine: { kind: anthropic, base_url: "UPSTREAM", api_key: k }', 'mine/claude', '/v1/messages', 'k'],
		['groq: { base_url: "UPSTREAM/v1" }', 'groq/llama', '/v1/chat/completions', 'gk'],
	])('%s', async (provider, model, path, key) => {
		upstream = await startUpstream()
		const env = { KEY: 'k', GROQ_API_KEY: 'gk', OPENAI_API_KEY: 'ok' }
		await connect(`providers:\n  ${provider}\n`, env).generate(request(model, { maxOutputTokens: 50 }))
		const [received] = upstream.requests
		expect(received?.path).toBe(path)
		expect(received?.json.model).toBe(model.slice(model.indexOf('/') + 1))
		const sent = received?.headers['x-api-key'] ?? received?.headers.authorization?.replace('Bearer ', '')
		expect(sent).toBe(key)
	})

	it('send the headers that it names', async () => {
		upstream = await startUpstream()
		const yaml = 'providers:\n  mine: { base_url: "UPSTREAM/v1", headers: { x-team: search } }\n'
		await connect(yaml).generate(request('mine/llama'))
		expect(upstream.requests[0]?.headers['x-team']).toBe('search')
	})

	it.each([
		[`openai: { api_key: ${OPENAI_KEY} }`, 'gpt-4o', 'the environment variable OPENAI_API_KEY is not set'],
		['openai: {}', 'gpt-4o', 'providers.openai has no api_key and OPENAI_API_KEY is not set'],
		['deepseek: {}', 'deepseek-chat', 'providers.deepseek has no api_key and DEEPSEEK_API_KEY is not set'],
		[
			'anthropic: { kind: openai }',
			'anthropic/x',
			'providers.anthropic: of kind openai it has no variable of its own',
		],
	])('say at the first call that a key is missing: %s', async (provider, model, message) => {
		const connected = connect(`providers:\n  ${provider}\n`)
		const error = await failure(connected.generate(request(model)))
		expect(error).toMatchObject({ code: 'missing-key', message: expect.stringContaining(message) })
	})

	it('say at the first call that an address is missing', async () => {
		const error = await failure(connect('providers:\n  acme: { api_key: k }\n').generate(request('acme/one')))
		expect(error).toMatchObject({
			code: 'invalid-argument',
			message:
				'the provider acme has no address; give its base URL, such as https://api.example.com/v1 (base_url in headroom.yaml)',
		})
	})
})

describe('calls of headroom.yaml', () => {
	const provider =
		'providers:\n  openai: { base_url: "UPSTREAM/v1", api_key: k }\n  anthropic: { base_url: "UPSTREAM", api_key: k }\n'

	it('are tried as often as it says', async () => {
		upstream = await startUpstream(busy)
		const twice = connect(`${provider}calls: { retry: { attempts: 2, base_delay_ms: 1 } }\n`)
		await failure(twice.generate(request('gpt-4o')))
		expect(upstream.requests).toHaveLength(2)
		const once = connect(`${provider}calls: { retry: { attempts: 1 } }\n`)
		await failure(once.generate(request('gpt-4o')))
		expect(upstream.requests).toHaveLength(3)
	})

	it('fall back, for the reasons that it names too, and leave the failing model alone', async () => {
		const noMoney = answer({ error: { message: 'no money', code: 'insufficient_quota' } }, { status: 429 })
		upstream = await startUpstream(({ path }) => (path.startsWith('/v1/chat') ? noMoney : undefined))
		const calls = `calls:\n  fallbacks: { gpt-4o: [claude-haiku-4-5] }\n  fallback_on: [quota]\n`
		const response = await connect(provider + calls).generate(request('gpt-4o', { maxOutputTokens: 50 }))
		expect(response.model).toMatch(/^anthropic\//)

		upstream.script(({ path }) => (path.startsWith('/v1/chat') ? busy : undefined))
		const model = connect(`${provider}${calls}  retry: { attempts: 1 }\n  breaker: { failures: 2 }\n`)
		for (let n = 0; n < 5; n++) await model.generate(request('gpt-4o', { maxOutputTokens: 50 }))
		const paths = upstream.requests.slice(2).map(({ path }) => path)
		expect(paths.filter((path) => path === '/v1/chat/completions')).toHaveLength(2)
	})

	it('are given up when it says', async () => {
		upstream = await startUpstream(stall)
		const model = connect(`${provider}calls: { timeout_ms: 100, retry: { attempts: 1 } }\n`)
		expect(await failure(model.generate(request('gpt-4o')))).toMatchObject({ reason: 'timeout' })
		const byte = connect(`${provider}calls: { first_byte_timeout_ms: 100, retry: { attempts: 1 } }\n`)
		expect(await failure(byte.generate(request('gpt-4o')))).toMatchObject({ reason: 'timeout' })
	})

	it('come from the cache of their tenant', async () => {
		upstream = await startUpstream()
		const model = connect(`${provider}calls: { cache: { enabled: true, scope_tag: tenant } }\n`)
		const ask = (tenant?: string) =>
			model.generate(request('gpt-4o', { temperature: 0 }), tenant === undefined ? {} : { tags: { tenant } })
		await ask('a')
		await ask('a')
		expect(upstream.requests).toHaveLength(1)
		await ask('b')
		await ask()
		await ask()
		expect(upstream.requests).toHaveLength(4)
	})

	it('keep to its budgets', async () => {
		upstream = await startUpstream()
		const events: HeadroomEvent[] = []
		const observe = (event: HeadroomEvent) => events.push(event)
		const budget = '{ name: all, usd: 0, per: month, downgrade_to: gpt-4o-mini }'
		await connect(`${provider}calls: { budgets: [${budget}] }\n`).generate(request('gpt-4o'), { observe })
		expect(upstream.requests[0]?.json.model).toBe('gpt-4o-mini')
		expect(events).toEqual([
			{ type: 'budget', budget: 'all', spentUsd: 0, limitUsd: 0, downgradedTo: 'gpt-4o-mini' },
		])
		const strict = connect(`${provider}calls: { budgets: [{ name: all, usd: 1 }], unpriced: refuse }\n`)
		expect(await failure(strict.generate(request('openai/a-model-of-tomorrow')))).toMatchObject({
			code: 'budget-exceeded',
		})
	})
})
