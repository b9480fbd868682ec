import { describe, expect, it } from 'vitest'
import { bodyIsSigned } from '../../src/wrap/body-signature.ts'
import { callTags } from '../../src/wrap/call-tags.ts'
import { endpointOf } from '../../src/wrap/endpoint.ts'
import { takeOwnHeaders } from '../../src/wrap/own-headers.ts'

describe('which calls are understood', () => {
	it.each([
		['https://api.openai.com/v1/chat/completions', 'openai-chat'],
		['https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=1', 'openai-chat'],
		['https://api.openai.com/v1/responses', 'openai-responses'],
		['https://api.openai.com/v1/responses/', 'openai-responses'],
		['https://api.anthropic.com/v1/messages', 'anthropic-messages'],
		['https://api.anthropic.com/v1/messages?beta=true', 'anthropic-messages'],
		['https://api.openai.com/v1/completions', undefined],
		['https://api.openai.com/v1/embeddings', undefined],
		['https://api.openai.com/v1/chat/completions/id', undefined],
		['https://api.openai.com/v1/responses/compact', undefined],
		['https://api.openai.com/v1/threads/thread_1/messages', undefined],
		['https://api.anthropic.com/v1/messages/count_tokens', undefined],
		['https://api.anthropic.com/v1/messages/batches', undefined],
		['/relative/chat/completions', undefined],
	])('%s', (url, format) => {
		expect(endpointOf(url)?.format).toBe(format)
	})

	it('knows host and port', () => {
		expect(endpointOf('http://127.0.0.1:8080/v1/messages')).toMatchObject({
			host: '127.0.0.1:8080',
			address: '127.0.0.1',
			port: 8080,
		})
		expect(endpointOf('https://api.openai.com/v1/responses')?.port).toBeUndefined()
	})
})

describe("Headroom's own headers", () => {
	const url = 'https://a.example/'

	it('leaves arguments without any as they are', () => {
		const init = { headers: { accept: 'x' } }
		expect(takeOwnHeaders(url, init)).toEqual({ input: url, init, tags: '' })
		expect(takeOwnHeaders(url, init).init).toBe(init)
		expect(takeOwnHeaders(url, undefined).init).toBeUndefined()
	})

	it.each([
		['an object', { 'X-Headroom-Tags': 'a=b', 'x-headroom-x': '1', Accept: 'x' }, { Accept: 'x' }],
		[
			'a list',
			[
				['x-headroom-tags', 'a=b'],
				['Accept', 'x'],
			] as [string, string][],
			[['Accept', 'x']],
		],
	])('takes them out of %s', (_, headers, kept) => {
		expect(takeOwnHeaders(url, { headers, method: 'POST' })).toEqual({
			input: url,
			init: { headers: kept, method: 'POST' },
			tags: 'a=b',
		})
	})

	it('takes them out of Headers and of a Request, whose own stay', () => {
		const headers = new Headers({ 'x-headroom-tags': 'a=b', accept: 'x' })
		const taken = takeOwnHeaders(url, { headers })
		expect([...new Headers(taken.init?.headers ?? undefined)]).toEqual([['accept', 'x']])
		expect(headers.has('x-headroom-tags')).toBe(true)
		const { input, tags } = takeOwnHeaders(new Request(url, { headers }), undefined)
		expect([...(input as Request).headers]).toEqual([['accept', 'x']])
		expect(tags).toBe('a=b')
	})
})

describe('labels of a call', () => {
	it('come from the options, the body and the header; the later one wins', () => {
		const request = { extra: { user: 'u1', metadata: { team: 'body', feature: 'f' } } }
		expect(callTags({ team: 'options', app: 'x' }, request, 'team=header, plan = pro ,nonsense,=x')).toEqual({
			team: 'header',
			app: 'x',
			feature: 'f',
			user: 'u1',
			plan: 'pro',
		})
	})

	it("take Anthropic's user_id as the user", () => {
		expect(callTags({}, { extra: { metadata: { user_id: 'u2' } } }, '')).toEqual({ user: 'u2' })
	})

	it('leave out what is no text, too long, a control character or a trap', () => {
		const metadata = {
			n: 1,
			long: 'x'.repeat(129),
			fits: 'x'.repeat(128),
			line: 'a\nb',
			[`k${'x'.repeat(64)}`]: 'v',
		}
		const tags = callTags({}, { extra: { metadata } }, '__proto__=x,constructor=y')
		expect(tags).toEqual({ fits: 'x'.repeat(128) })
		expect(({} as Record<string, unknown>).x).toBeUndefined()
	})

	it('are sixteen at most', () => {
		const header = Array.from({ length: 40 }, (_, n) => `t${n}=v`).join(',')
		expect(Object.keys(callTags({ app: 'x' }, {}, header))).toHaveLength(16)
	})
})

describe('a signature of the body', () => {
	it.each([
		[{ authorization: 'AWS4-HMAC-SHA256 Credential=x' }, true],
		[{ 'x-amz-content-sha256': 'abc' }, true],
		[{ 'content-digest': 'sha-256=:abc:' }, true],
		[{ authorization: 'Bearer x' }, false],
	])('%j: %s', (headers, signed) => {
		expect(bodyIsSigned(new Headers(headers as Record<string, string>))).toBe(signed)
	})
})
