import Anthropic from '@anthropic-ai/sdk'
import { HeadroomClient, headroomFetch, headroomOf, withHeadroom } from '@headroom/core'
import { HeadroomError } from '@headroom/spec'
import OpenAI, { AzureOpenAI } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startUpstream, type Upstream } from '../../../../test/upstream/upstream.ts'

let upstream: Upstream

beforeAll(async () => {
	upstream = await startUpstream()
})
afterAll(() => upstream.close())

const chat = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'Hi' }] }

function openai(options: ConstructorParameters<typeof OpenAI>[0] = {}): OpenAI {
	return new OpenAI({ apiKey: 'k', baseURL: `${upstream.url}/v1`, ...options })
}

describe('a wrapped client', () => {
	it('is another client of the same class; the one given stays as it is', async () => {
		const plain = openai()
		const wrapped = withHeadroom(plain)
		expect(wrapped).toBeInstanceOf(OpenAI)
		expect(wrapped).not.toBe(plain)
		expect(() => headroomOf(plain)).toThrow('headroomOf: expected what withHeadroom()')
		expect(headroomOf(wrapped)).toBeInstanceOf(HeadroomClient)
	})

	it('has the options of the one given, those among them that were set later', () => {
		const logger = { debug() {}, info() {}, warn() {}, error() {} }
		const plain = openai({
			logger,
			logLevel: 'error',
			timeout: 7000,
			maxRetries: 5,
			organization: 'org',
			project: 'proj',
			webhookSecret: 'w',
			defaultHeaders: { a: 'b' },
			defaultQuery: { c: 'd' },
			fetchOptions: { keepalive: false },
		})
		plain.apiKey = 'later'
		plain.timeout = 9000
		Object.assign(plain, { mine: { deep: true } })
		const wrapped = withHeadroom(plain)
		for (const name of [
			'logger',
			'logLevel',
			'timeout',
			'maxRetries',
			'organization',
			'project',
			'webhookSecret',
			'apiKey',
			'baseURL',
			'fetchOptions',
			'mine',
		] as const)
			expect((wrapped as never)[name], name).toEqual((plain as never)[name])
		const options = (client: OpenAI) => {
			const {
				fetch: _,
				apiKey: __,
				timeout: ___,
				...rest
			} = (client as unknown as { _options: Record<string, unknown> })._options
			return rest
		}
		expect(options(wrapped)).toEqual(options(plain))
	})

	it('asks for its key each time where the key is a function', async () => {
		let n = 0
		const wrapped = withHeadroom(openai({ apiKey: async () => `key-${n++}` }))
		for (let turn = 0; turn < 2; turn += 1) await wrapped.chat.completions.create(chat)
		expect(upstream.requests.slice(-2).map(({ headers }) => headers.authorization)).toEqual([
			'Bearer key-0',
			'Bearer key-1',
		])
	})

	it('sends through the fetch of the one given', async () => {
		const seen: unknown[] = []
		const wrapped = withHeadroom(
			openai({
				fetch: (url, init) => {
					seen.push(url)
					return fetch(url, init)
				},
			}),
		)
		await wrapped.chat.completions.create(chat)
		await wrapped.models.retrieve('x').catch(() => {})
		expect(seen).toHaveLength(2)
	})

	it('keeps to the same HeadroomClient when it is copied, and may be wrapped anew', async () => {
		const first = withHeadroom(openai())
		const copy = first.withOptions({ timeout: 1000 })
		expect(headroomOf(copy)).toBe(headroomOf(first))
		const events: string[] = []
		const again = withHeadroom(first, { observe: ({ type }) => events.push(type) })
		expect(headroomOf(again)).not.toBe(headroomOf(first))
		await again.chat.completions.create(chat)
		expect(events.filter((type) => type === 'call')).toHaveLength(1)
	})

	it('of Azure keeps its API version, deployment and key', async () => {
		const plain = new AzureOpenAI({
			apiKey: 'az',
			endpoint: upstream.url,
			apiVersion: '2025-01-01',
			deployment: 'mine',
		})
		const wrapped = withHeadroom(plain, { provider: 'azure' })
		expect(wrapped).toBeInstanceOf(AzureOpenAI)
		await plain.chat.completions.create(chat)
		await wrapped.chat.completions.create(chat)
		const [one, other] = upstream.requests.slice(-2)
		expect(one?.path).toBe('/openai/deployments/mine/chat/completions?api-version=2025-01-01')
		expect([other?.path, other?.headers['api-key'], other?.text]).toEqual([one?.path, 'az', one?.text])
	})

	it('of Azure keeps its token provider', async () => {
		const plain = new AzureOpenAI({
			azureADTokenProvider: async () => 'token-1',
			endpoint: upstream.url,
			apiVersion: '2025-01-01',
		})
		await withHeadroom(plain).chat.completions.create(chat)
		expect(upstream.requests.at(-1)?.headers.authorization).toBe('Bearer token-1')
		expect(upstream.requests.at(-1)?.path).toContain('/deployments/gpt-4o-mini/')
	})

	it('of a subclass keeps its class and fields, and sends through Headroom whatever its constructor does', async () => {
		class Stubborn extends OpenAI {
			readonly tenant: string
			note = 'none'
			constructor() {
				super({ apiKey: 'k', baseURL: `${upstream.url}/v1` })
				this.tenant = 'acme'
			}
			ask(): Promise<unknown> {
				return this.chat.completions.create(chat)
			}
		}
		const plain = new Stubborn()
		plain.note = 'changed'
		let calls = 0
		const wrapped = withHeadroom(plain, { observe: ({ type }) => (calls += type === 'call' ? 1 : 0) })
		expect([wrapped.tenant, wrapped.note]).toEqual(['acme', 'changed'])
		await wrapped.ask()
		expect(calls).toBe(1)
	})

	it('of a subclass that cannot be copied is a clear error, and headroomFetch the way out', async () => {
		class Picky extends OpenAI {
			constructor(name: string, options: { fetch?: typeof fetch } = {}) {
				super({ apiKey: name.toUpperCase(), baseURL: `${upstream.url}/v1`, ...options })
			}
		}
		expect(() => withHeadroom(new Picky('a'))).toThrow(HeadroomError)
		expect(() => withHeadroom(new Picky('a'))).toThrow('Picky could not be copied by its own withOptions()')
		const client = new Picky('a', { fetch: headroomFetch() as typeof fetch })
		await client.chat.completions.create(chat)
		expect(headroomOf(client)).toBeInstanceOf(HeadroomClient)
	})

	it('of Anthropic keeps its credentials, also as a token', async () => {
		const params = {
			model: 'claude-sonnet-4-6',
			max_tokens: 9,
			messages: [{ role: 'user' as const, content: 'Hi' }],
		}
		const keyed = withHeadroom(
			new Anthropic({ apiKey: 'one', baseURL: upstream.url, defaultHeaders: { 'anthropic-beta': 'b' } }),
		)
		await keyed.messages.create(params)
		expect(upstream.requests.at(-1)?.headers).toMatchObject({
			authorization: 'Bearer one',
			'anthropic-beta': 'b',
		})
		const plain = new Anthropic({ authToken: 'tok', baseURL: 'http://127.0.0.1:1' })
		plain.baseURL = upstream.url
		await withHeadroom(plain).messages.create(params)
		expect(upstream.requests.at(-1)?.headers.authorization).toBe('Bearer tok')
	})
})

describe('what can be wrapped', () => {
	it.each([[{}], [new HeadroomClient()], [{ withOptions() {} }]])('a client of the SDKs, not %o', (value) => {
		expect(() => withHeadroom(value as object)).toThrow(
			'withHeadroom: expected a client of the openai or @anthropic-ai/sdk package',
		)
	})

	it('takes a HeadroomClient of one’s own, and no options of another beside it', async () => {
		const headroom = new HeadroomClient()
		const one = withHeadroom(openai(), { headroom })
		expect(headroomOf(one)).toBe(headroom)
		expect(() => withHeadroom(openai(), { headroom, slimmer: false })).toThrow(
			'slimmer cannot stand beside headroom',
		)
	})
})

describe('headroomFetch', () => {
	it('serves any SDK that takes a fetch, and Request objects too', async () => {
		let calls = 0
		const ours = headroomFetch({ observe: ({ type }) => (calls += type === 'call' ? 1 : 0) })
		const text = JSON.stringify({
			...chat,
			messages: [
				{
					role: 'user',
					content: JSON.stringify(
						[
							{ a: 'é 👋', b: null },
							{ a: 2, b: null },
						],
						null,
						4,
					),
				},
			],
		})
		const init = {
			method: 'POST',
			body: text,
			headers: {
				'content-type': 'application/json',
				'content-length': String(Buffer.byteLength(text)),
				'x-headroom-tags': 'a=b',
			},
		}
		await (await ours(`${upstream.url}/v1/chat/completions`, init)).json()
		await (await ours(new Request(`${upstream.url}/v1/chat/completions`, init))).json()
		expect(calls).toBe(2)
		const [one, other] = upstream.requests.slice(-2)
		expect(one?.text.length).toBeLessThan(text.length)
		expect(other?.text).toBe(one?.text)
		for (const request of [one, other])
			expect(request?.headers['content-length']).toBe(String(Buffer.byteLength(one?.text ?? '')))
		for (const request of [one, other])
			expect(Object.keys(request?.headers ?? {}).join()).not.toContain('headroom')
	})

	it.each([
		['a form', () => ({ body: new URLSearchParams({ a: 'b' }) })],
		['bytes', () => ({ body: new TextEncoder().encode('{"model":"m","messages":[]}') })],
		['a stream', () => ({ body: new Blob(['{"model":"m","messages":[]}']).stream(), duplex: 'half' })],
		[
			'a file',
			() => {
				const body = new FormData()
				body.set('f', new Blob(['x']), 'x')
				return { body }
			},
		],
	])('passes %s on untouched', async (_, init) => {
		const given = { method: 'POST', ...init() }
		let seen: unknown
		const ours = headroomFetch({
			fetch: async (_url, received) => {
				seen = received
				return new Response('{}')
			},
		})
		await ours('http://127.0.0.1:1/v1/chat/completions', given as RequestInit)
		expect(seen).toBe(given)
	})

	it.each([
		['without a body to read', { ok: true, status: 200, json: async () => ({ a: 1 }) }, 'completed'],
		['refused, without headers', { ok: false, status: 500 }, 'failed'],
	])('hands on what only looks like a response, and books it: %s', async (_, odd, outcome) => {
		const outcomes: string[] = []
		const ours = headroomFetch({
			fetch: async () => odd as Response,
			observe: (event) => event.type === 'call' && outcomes.push(event.record.outcome),
		})
		const body = JSON.stringify(chat)
		expect(await ours('http://127.0.0.1:1/v1/chat/completions', { method: 'POST', body })).toBe(odd)
		await new Promise((resolve) => setImmediate(resolve))
		expect(outcomes).toEqual([outcome])
	})
})
