import { Anthropic } from '@anthropic-ai/sdk'
import type { Provider } from '@headroom/spec'
import { OpenAI } from 'openai'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startUpstream, type Upstream } from '../../../test/upstream/upstream.ts'
import { anthropic } from '../src/anthropic.ts'
import { loadSdk } from '../src/call/load-sdk.ts'
import { openaiEmbedder } from '../src/embeddings.ts'
import { openai } from '../src/openai.ts'
import { openaiCompatible } from '../src/openai-compatible.ts'

let upstream: Upstream

const variables = [
	'OPENAI_API_KEY',
	'OPENAI_BASE_URL',
	'OPENAI_ORG_ID',
	'OPENAI_PROJECT_ID',
	'OPENAI_CUSTOM_HEADERS',
	'OPENAI_ADMIN_KEY',
	'ANTHROPIC_API_KEY',
	'ANTHROPIC_AUTH_TOKEN',
	'ANTHROPIC_BASE_URL',
]

beforeEach(async () => {
	for (const name of variables) vi.stubEnv(name, undefined)
	upstream = await startUpstream()
})

afterEach(async () => {
	vi.unstubAllEnvs()
	await upstream.close()
})

async function ask(provider: Provider, context: object = {}, extra: object = {}) {
	const request = {
		model: `${provider.id}/m`,
		messages: [{ role: 'user', content: 'hi' }],
		...extra,
	} as const
	await provider.generate(request, context)
	const sent = upstream.requests.at(-1)
	if (sent === undefined) throw new Error('nothing was sent')
	return sent
}

describe('a key', () => {
	it.each([
		['a text', 'k-1'],
		['a secret', { reveal: () => 'k-1' }],
		['a function', () => 'k-1'],
		['an async function', async () => 'k-1'],
	])('may be %s', async (_what, apiKey) => {
		const baseURL = `${upstream.url}/v1`
		expect((await ask(openai({ apiKey, baseURL }))).headers.authorization).toBe('Bearer k-1')
		const sent = await ask(anthropic({ apiKey, baseURL: upstream.url }))
		expect([sent.headers.authorization, sent.headers['x-api-key']]).toEqual(['Bearer k-1', undefined])
	})

	it('is asked for at every call', async () => {
		let number = 0
		const provider = openai({ apiKey: () => `k-${++number}`, baseURL: upstream.url })
		expect((await ask(provider)).headers.authorization).toBe('Bearer k-1')
		expect((await ask(provider)).headers.authorization).toBe('Bearer k-2')
	})

	it('comes from the environment at the time of the call', async () => {
		const provider = openai({ baseURL: upstream.url })
		vi.stubEnv('OPENAI_API_KEY', ' k-env ')
		expect((await ask(provider)).headers.authorization).toBe('Bearer k-env')
	})

	it.each([
		['OPENAI_API_KEY', () => openai()],
		['OPENAI_API_KEY', () => openai({ apiKey: '  ' })],
		['ANTHROPIC_API_KEY', () => anthropic()],
	] as const)('that is missing is named (%s) at the call and not before', async (name, create) => {
		const provider = create()
		const request = { model: 'm', messages: [{ role: 'user', content: 'hi' }] } as const
		const missing = { code: 'missing-key', message: expect.stringContaining(name) }
		await expect(provider.generate(request)).rejects.toMatchObject(missing)
		await expect(provider.stream(request)[Symbol.asyncIterator]().next()).rejects.toMatchObject(missing)
	})

	it('whose function fails is missing, and one that hangs is left with the signal', async () => {
		const request = { model: 'm', messages: [{ role: 'user', content: 'hi' }] } as const
		const cause = new Error('vault is sealed')
		const failing = openai({ apiKey: () => Promise.reject(cause) })
		await expect(failing.generate(request)).rejects.toMatchObject({ code: 'missing-key', cause })
		const hanging = openai({ apiKey: () => new Promise<string>(() => {}) })
		const abort = new AbortController()
		const asked = hanging.generate(request, { signal: abort.signal })
		abort.abort('enough')
		await expect(asked).rejects.toBe('enough')
	})

	it('is sent without what belongs to another connection', async () => {
		const headers = {
			'content-length': '7',
			host: 'evil.example',
			'transfer-encoding': 'chunked',
			'x-kept': 'yes',
		}
		const sent = await ask(openai({ apiKey: 'k', baseURL: upstream.url }), { headers })
		expect(sent.headers['x-kept']).toBe('yes')
		expect(sent.headers.host).toBe(new URL(upstream.url).host)
		expect(sent.headers['content-length']).toBe(String(sent.body.length))
	})

	it('of the embedder is needed for OpenAI alone', async () => {
		await expect(openaiEmbedder({ model: 'm' }).embed(['x'])).rejects.toMatchObject({ code: 'missing-key' })
	})

	it('wins over a header of the call, whatever its name', async () => {
		const context = { headers: { authorization: 'Bearer stolen', 'x-api-key': 'stolen', 'x-team': 'call' } }
		const headers = { 'X-Team': 'own', 'X-Own': { reveal: () => 'yes' } }
		const toOpenAi = await ask(openai({ apiKey: 'k-1', baseURL: upstream.url, headers }), context)
		expect([toOpenAi.headers.authorization, toOpenAi.headers['x-team'], toOpenAi.headers['x-own']]).toEqual([
			'Bearer k-1',
			'call',
			'yes',
		])
		const toAnthropic = await ask(anthropic({ apiKey: 'k-1', baseURL: upstream.url }), context)
		expect([toAnthropic.headers.authorization, toAnthropic.headers['x-api-key']]).toEqual([
			'Bearer k-1',
			undefined,
		])
	})

	it('is not needed where a header of the provider carries one', async () => {
		const baseURL = upstream.url
		const byToken = await ask(anthropic({ baseURL, headers: { Authorization: 'Bearer token' } }))
		expect([byToken.headers.authorization, byToken.headers['x-api-key']]).toEqual(['Bearer token', undefined])
		const byKey = await ask(anthropic({ baseURL, headers: { 'X-Api-Key': 'k-2' } }))
		expect([byKey.headers.authorization, byKey.headers['x-api-key']]).toEqual([undefined, 'k-2'])
	})
})

describe('a compatible server', () => {
	it('needs no key and gets nothing that the environment says of OpenAI', async () => {
		vi.stubEnv('OPENAI_API_KEY', 'sk-openai')
		vi.stubEnv('OPENAI_ADMIN_KEY', 'sk-admin')
		vi.stubEnv('OPENAI_ORG_ID', 'org-1')
		vi.stubEnv('OPENAI_PROJECT_ID', 'proj-1')
		vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'X-Gateway: secret-1\nX-Other: secret-2')
		vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1')
		const sent = await ask(openaiCompatible({ id: 'ollama', baseURL: `${upstream.url}/v1` }))
		const all = sent.rawHeaders.join('\n')
		for (const word of ['sk-', 'org-1', 'proj-1', 'secret', 'none', 'uthorization'])
			expect(all).not.toContain(word)
		expect(sent.path).toBe('/v1/chat/completions')
		const embedder = openaiEmbedder({ id: 'ollama', model: 'm', baseURL: `${upstream.url}/v1` })
		await embedder.embed(['x'])
		expect(upstream.requests.at(-1)?.rawHeaders.join('\n')).not.toMatch(/sk-|org-1|proj-1|secret|none/)
	})

	it('may be Azure, with a query and its own key header', async () => {
		const provider = openaiCompatible({
			id: 'azure',
			baseURL: `${upstream.url}/openai/deployments/gpt-x`,
			apiKey: 'k-az',
			keyHeader: 'api-key',
			query: { 'api-version': '2024-10-21' },
		})
		const sent = await ask(provider)
		expect(sent.path).toBe('/openai/deployments/gpt-x/chat/completions?api-version=2024-10-21')
		expect([sent.headers['api-key'], sent.headers.authorization]).toEqual(['k-az', undefined])
	})

	it('may speak Responses, and its models may have slashes', async () => {
		const provider = openaiCompatible({ id: 'router', baseURL: upstream.url, api: 'responses' })
		const request = { model: 'router/vendor/m', messages: [{ role: 'user', content: 'hi' }] } as const
		expect((await provider.generate(request)).model).toBe('router/vendor/m')
		expect([upstream.requests[0]?.path, upstream.requests[0]?.json.model]).toEqual(['/responses', 'vendor/m'])
	})

	it.each([
		[{ id: 'a/b', baseURL: 'http://x' }],
		[{ id: '', baseURL: 'http://x' }],
		[{ id: 'a', baseURL: 'localhost:11434' }],
		[{ id: 'a', baseURL: 'file:///etc/passwd' }],
		[{ id: 'a', baseURL: 'http://x', timeoutMs: 0 }],
		[{ id: 'a', baseURL: 'http://x', idleTimeoutMs: Number.NaN }],
	])('is refused as %j', (options) => {
		expect(() => openaiCompatible(options)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
	})
})

describe('an SDK', () => {
	it('that is not installed is named with the command that installs it', async () => {
		const name = '@headroom/no-such-package'
		await expect(loadSdk('vendor', name, () => import(/* @vite-ignore */ name))).rejects.toMatchObject({
			code: 'not-supported',
			message: `vendor needs the package ${name}, which is not installed; run: npm install ${name}`,
		})
	})

	it('client of the caller is used as it is, with its own key and address', async () => {
		const client = new OpenAI({ apiKey: 'k-own', baseURL: `${upstream.url}/own` })
		const sent = await ask(openai({ client, headers: { 'x-team': 'a' } }))
		expect([sent.path, sent.headers.authorization, sent.headers['x-team']]).toEqual([
			'/own/chat/completions',
			'Bearer k-own',
			'a',
		])
		const other = new Anthropic({ apiKey: 'k-own', baseURL: `${upstream.url}/own` })
		const toAnthropic = await ask(anthropic({ client: other }))
		expect([toAnthropic.path, toAnthropic.headers.authorization]).toEqual([
			'/own/v1/messages',
			'Bearer k-own',
		])
	})

	it('client of the caller that fails gives the same errors, and no key', async () => {
		upstream.script({
			kind: 'answer',
			status: 401,
			body: { error: { message: 'bad key k-own-secret', type: 'x' } },
		})
		const client = new OpenAI({ apiKey: 'k-own-secret', baseURL: upstream.url })
		const error = await ask(openai({ client })).catch((caught: unknown) => caught)
		expect(error).toMatchObject({ reason: 'authentication', status: 401 })
		expect(String(error)).not.toContain('k-own-secret')
		expect(upstream.requests.length).toBe(1)
	})
})

describe('an answer that takes long', () => {
	it('of Anthropic is streamed on the wire and comes whole', async () => {
		const provider = anthropic({ apiKey: 'k', baseURL: upstream.url })
		const sent = await ask(provider, {}, { maxOutputTokens: 64_000 })
		expect([sent.json.stream, sent.json.max_tokens]).toEqual([true, 64_000])
		expect((await ask(provider, {}, { maxOutputTokens: 21_333 })).json.stream).toBeUndefined()
	})
})

describe('a key among the headers of a call', () => {
	it.each([undefined, 'own'])('never reaches a compatible server whose own key is %s', async (apiKey) => {
		const provider = openaiCompatible({ id: 'local', baseURL: upstream.url, ...(apiKey ? { apiKey } : {}) })
		const theirs = { authorization: 'Bearer theirs', 'api-key': 'theirs', 'x-trace': 't' }
		const { headers } = await ask(provider, { headers: theirs })
		expect([headers.authorization, headers['api-key'], headers['x-trace']]).toEqual([
			apiKey && 'Bearer own',
			undefined,
			't',
		])
	})
})

describe('organisation and project', () => {
	it('are sent to OpenAI', async () => {
		const provider = openai({ apiKey: 'k', baseURL: upstream.url, organization: 'org-1', project: 'proj-1' })
		const { headers } = await ask(provider)
		expect([headers['openai-organization'], headers['openai-project']]).toEqual(['org-1', 'proj-1'])
	})
})

describe('a warning', () => {
	it('tells of usage that contradicts itself, and the answer comes', async () => {
		upstream.script({
			kind: 'answer',
			body: {
				id: 'c',
				model: 'm',
				choices: [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }],
				usage: { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 9 } },
			},
		})
		const events: unknown[] = []
		const provider = openai({ apiKey: 'k', baseURL: upstream.url })
		await ask(provider, { observe: (event: unknown) => events.push(event) })
		expect(events).toEqual([
			{
				type: 'warning',
				code: 'usage-contradicts',
				message: 'openai/m: the provider reported 9 cache-read tokens of at most 5',
			},
		])
	})
})
