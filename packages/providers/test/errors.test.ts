import { inspect } from 'node:util'
import type { ProviderError, ProviderErrorReason } from '@headroom/spec'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, type Reply, stream } from '../../../test/upstream/reply.ts'
import { ssePieces } from '../../../test/upstream/sse.ts'
import { startUpstream, type Upstream } from '../../../test/upstream/upstream.ts'
import { anthropic } from '../src/anthropic.ts'
import { openai } from '../src/openai.ts'
import { openaiCompatible } from '../src/openai-compatible.ts'

let upstream: Upstream

beforeEach(async () => {
	upstream = await startUpstream()
})

afterEach(() => upstream.close())

/** OpenAI's envelope. */
function openAiError(message: string, type: string, code: string | null = null): object {
	return { error: { message, type, param: null, code } }
}

/** Anthropic's envelope. */
function anthropicError(type: string, message: string): object {
	return { type: 'error', error: { type, message }, request_id: 'req_body' }
}

async function errorOf(
	vendor: 'openai' | 'responses' | 'anthropic',
	reply: Reply,
	streamed = false,
): Promise<ProviderError> {
	upstream.script(reply)
	const provider =
		vendor === 'anthropic'
			? anthropic({ apiKey: 'k-1', baseURL: upstream.url })
			: openai({
					apiKey: 'k-1',
					baseURL: `${upstream.url}/v1`,
					api: vendor === 'openai' ? 'chat' : 'responses',
				})
	const request = { model: `${provider.id}/m-1`, messages: [{ role: 'user', content: 'hi' }] } as const
	const before = upstream.requests.length
	let error: unknown
	try {
		if (streamed) for await (const _ of provider.stream(request));
		else await provider.generate(request)
	} catch (caught) {
		error = caught
	}
	expect(error).toMatchObject({
		name: 'ProviderError',
		code: 'provider-error',
		provider: provider.id,
		model: `${provider.id}/m-1`,
	})
	expect(upstream.requests.length - before, 'one request, no retry of the SDK').toBe(1)
	return error as ProviderError
}

type Case = readonly ['openai' | 'anthropic', number, object | string, ProviderErrorReason, boolean]

// What the vendors document under "error codes", and what compatible servers answer.
const cases: readonly Case[] = [
	[
		'openai',
		401,
		openAiError('Incorrect API key provided', 'invalid_request_error', 'invalid_api_key'),
		'authentication',
		false,
	],
	['anthropic', 401, anthropicError('authentication_error', 'invalid x-api-key'), 'authentication', false],
	[
		'openai',
		403,
		openAiError('Country not supported', 'request_forbidden', 'unsupported_country'),
		'permission',
		false,
	],
	['anthropic', 403, anthropicError('permission_error', 'no access'), 'permission', false],
	[
		'openai',
		429,
		openAiError('You exceeded your current quota', 'insufficient_quota', 'insufficient_quota'),
		'quota',
		false,
	],
	[
		'anthropic',
		400,
		anthropicError('invalid_request_error', 'Your credit balance is too low to access the API.'),
		'quota',
		false,
	],
	['anthropic', 402, anthropicError('billing_error', 'payment'), 'quota', false],
	['openai', 402, { error: { message: 'Insufficient credits', code: 402 } }, 'quota', false],
	[
		'openai',
		429,
		openAiError('Rate limit reached for gpt-x', 'tokens', 'rate_limit_exceeded'),
		'rate-limit',
		true,
	],
	[
		'openai',
		429,
		openAiError('Request too large for gpt-x on tokens per min', 'tokens', 'rate_limit_exceeded'),
		'too-large',
		false,
	],
	['anthropic', 429, anthropicError('rate_limit_error', 'slow down'), 'rate-limit', true],
	['anthropic', 529, anthropicError('overloaded_error', 'Overloaded'), 'overloaded', true],
	['openai', 503, openAiError('The engine is currently overloaded', 'server_error'), 'server', true],
	['openai', 503, '<html>Service Unavailable</html>', 'overloaded', true],
	['openai', 500, openAiError('The server had an error', 'server_error'), 'server', true],
	['anthropic', 500, anthropicError('api_error', 'Internal server error'), 'server', true],
	['openai', 502, 'Bad Gateway', 'server', true],
	['openai', 504, '', 'timeout', true],
	['anthropic', 504, anthropicError('timeout_error', 'too slow'), 'timeout', true],
	['openai', 408, '', 'timeout', true],
	['openai', 409, openAiError('conflict', 'invalid_request_error'), 'other', true],
	[
		'openai',
		404,
		openAiError('The model `m` does not exist', 'invalid_request_error', 'model_not_found'),
		'not-found',
		false,
	],
	['anthropic', 404, anthropicError('not_found_error', 'model: m'), 'not-found', false],
	['openai', 400, openAiError('bad', 'invalid_request_error'), 'invalid-request', false],
	['openai', 422, { detail: [{ loc: ['body', 'x'], msg: 'Field required' }] }, 'invalid-request', false],
	['anthropic', 400, anthropicError('invalid_request_error', 'messages: required'), 'invalid-request', false],
	[
		'openai',
		400,
		openAiError(
			"This model's maximum context length is 8192 tokens",
			'invalid_request_error',
			'context_length_exceeded',
		),
		'too-large',
		false,
	],
	[
		'openai',
		400,
		{
			object: 'error',
			message: "This model's maximum context length is 8192 tokens",
			type: 'BadRequestError',
			code: 400,
		},
		'too-large',
		false,
	],
	[
		'anthropic',
		400,
		anthropicError('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
		'too-large',
		false,
	],
	[
		'anthropic',
		413,
		anthropicError('request_too_large', 'Request exceeds the maximum size'),
		'too-large',
		false,
	],
	['openai', 413, 'Payload Too Large', 'too-large', false],
]

describe('an answer with an error status', () => {
	it.each(cases)('%s %i %j is %s', async (vendor, status, body, reason, retryable) => {
		for (const streamed of [false, true]) {
			const error = await errorOf(vendor, answer(body, { status }), streamed)
			expect(error).toMatchObject({ reason, retryable, status })
			expect(error.message).toContain(String(status))
			expect(error.message).toContain(`${vendor}/m-1`)
		}
	})

	it('says what to do, and what the vendor said', async () => {
		const error = await errorOf(
			'openai',
			answer(openAiError('No such key', 'invalid_request_error', 'invalid_api_key'), { status: 401 }),
		)
		expect(error.message).toBe(
			'openai answered 401 for openai/m-1: No such key (invalid_request_error, invalid_api_key); check the key in the option apiKey, or api_key of headroom.yaml',
		)
	})

	it.each([
		[
			'openai',
			'<html>404 Not Found</html>',
			/: a page of HTML; check the base URL, which is what stands before \/chat\/completions and mostly ends in \/v1, and the model's name; asked was 127\.0\.0\.1:\d+$/,
		],
		[
			'anthropic',
			'404 page not found',
			/: 404 page not found; check the base URL, which is what stands before \/v1\/messages, and the model's name; asked was 127\.0\.0\.1:\d+$/,
		],
		[
			'openai',
			openAiError('No such model', 'invalid_request_error', 'model_not_found'),
			/; check the model's name and the address 127\.0\.0\.1:\d+$/,
		],
	] as const)('%s 404 %j says where to look', async (vendor, body, message) => {
		expect((await errorOf(vendor, answer(body, { status: 404 }))).message).toMatch(message)
	})

	it('carries the id of the request from either vendor’s header, or from the body', async () => {
		const headers = (name: string) => ({ status: 500, headers: { [name]: 'req_head' } })
		expect(await errorOf('openai', answer({}, headers('x-request-id')))).toMatchObject({
			requestId: 'req_head',
		})
		expect(await errorOf('anthropic', answer({}, headers('request-id')))).toMatchObject({
			requestId: 'req_head',
		})
		const inBody = await errorOf('anthropic', answer(anthropicError('api_error', 'x'), { status: 500 }))
		expect(inBody.requestId).toBe('req_body')
	})

	it.each([
		[{ 'retry-after': '7' }, 7000],
		[{ 'retry-after': '0.5' }, 500],
		[{ 'retry-after': '9', 'retry-after-ms': '1234' }, 1234],
		[{ 'retry-after': 'soon' }, undefined],
		[{ 'retry-after': '-3' }, undefined],
		[{}, undefined],
	])('waits as %j says', async (headers, ms) => {
		const error = await errorOf(
			'openai',
			answer({}, { status: 429, headers: headers as Record<string, string> }),
		)
		expect(error.retryAfterMs).toBe(ms)
	})

	it('reads a date in retry-after', async () => {
		const date = new Date(Date.now() + 60_000).toUTCString()
		const { retryAfterMs = 0 } = await errorOf(
			'anthropic',
			answer({}, { status: 529, headers: { 'retry-after': date } }),
		)
		expect(retryAfterMs).toBeGreaterThan(50_000)
		expect(retryAfterMs).toBeLessThanOrEqual(60_000)
	})

	it.each([
		[500, 'false', false],
		[400, 'true', true],
	])('%i obeys x-should-retry: %s', async (status, value, retryable) => {
		const error = await errorOf('openai', answer({}, { status, headers: { 'x-should-retry': value } }))
		expect(error.retryable).toBe(retryable)
	})

	it('is of the status that came, whatever number the body names', async () => {
		const error = await errorOf('openai', answer({ error: { message: 'x', code: 400 } }, { status: 502 }))
		expect(error).toMatchObject({ status: 502, reason: 'server', retryable: true })
	})

	it('may nest too deep to be shown', async () => {
		const deep = `{"detail": ${'['.repeat(30_000)}${']'.repeat(30_000)}}`
		expect(await errorOf('openai', answer(deep, { status: 422 }))).toMatchObject({
			reason: 'invalid-request',
		})
	})

	it('may be endless: its beginning is read, and the rest is not waited for', async () => {
		const reply = stream(['x'.repeat(100_000)], { status: 500, ending: 'stall' })
		expect(await errorOf('openai', reply)).toMatchObject({ reason: 'server', status: 500 })
		expect((await upstream.requests[0]?.closed)?.byClient).toBe(true)
	})

	it('follows no redirect, and says so', async () => {
		const error = await errorOf(
			'anthropic',
			answer('', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }),
		)
		expect(error).toMatchObject({ status: 307, retryable: false })
		expect(error.message).toContain('redirects are not followed')
	})
})

describe('an answer of status 200 that is none', () => {
	it.each([
		['a page of HTML', answer('<!doctype html><p>Sign in', { headers: { 'content-type': 'text/html' } })],
		['what is no JSON object', answer('{"choices": [', { headers: { 'content-type': 'application/json' } })],
		['what is no JSON object', answer('[]', { headers: { 'content-type': 'application/json' } })],
		['what is no JSON object', answer('')],
		['without choices', answer({ id: 'x' })],
	])('is malformed: %s', async (what, reply) => {
		const error = await errorOf('openai', reply)
		expect(error).toMatchObject({ reason: 'malformed', retryable: false })
		expect(error.message).toContain(what)
	})

	it('is malformed when a stream was asked for and a page comes', async () => {
		const html = answer('<!doctype html><p>Sign in', { headers: { 'content-type': 'text/html' } })
		expect(await errorOf('openai', html, true)).toMatchObject({ reason: 'malformed', status: 200 })
	})

	it('may report an error, as OpenRouter does', async () => {
		const body = { error: { code: 429, message: 'upstream is rate limited' } }
		for (const streamed of [false, true]) {
			expect(await errorOf('openai', answer(body), streamed)).toMatchObject({
				reason: 'rate-limit',
				status: 429,
				retryable: true,
			})
		}
	})

	it('may be a response that failed', async () => {
		const body = {
			id: 'r',
			object: 'response',
			status: 'failed',
			output: [],
			error: { code: 'server_error', message: 'x' },
		}
		expect(await errorOf('responses', answer(body))).toMatchObject({ reason: 'server', retryable: true })
	})
})

describe('an error inside a stream', () => {
	const chatHead = { id: 'c', object: 'chat.completion.chunk', model: 'm-1' }
	const begun = {
		data: { ...chatHead, choices: [{ index: 0, delta: { content: 'He' }, finish_reason: null }] },
	}
	const started = {
		event: 'message_start',
		data: { type: 'message_start', message: { id: 'm', content: [] } },
	}
	const created = {
		event: 'response.created',
		data: { type: 'response.created', response: { id: 'r', output: [] } },
	}

	it.each([
		[
			'openai',
			[begun, { data: { error: { message: 'Overloaded', type: 'server_error', code: null } } }],
			'server',
		],
		[
			'openai',
			[begun, { data: { ...chatHead, choices: [], error: { code: 502, message: 'gone' } } }],
			'server',
		],
		['openai', [begun, { event: 'error', data: 'not even json' }], 'other'],
		[
			'anthropic',
			[started, { event: 'error', data: anthropicError('overloaded_error', 'Overloaded') }],
			'overloaded',
		],
		[
			'responses',
			[
				created,
				{ event: 'error', data: { type: 'error', code: 'rate_limit_exceeded', message: 'x', param: null } },
			],
			'rate-limit',
		],
		[
			'responses',
			[
				created,
				{
					event: 'response.failed',
					data: {
						type: 'response.failed',
						response: { id: 'r', status: 'failed', error: { code: 'server_error', message: 'x' } },
					},
				},
			],
			'server',
		],
	] as const)('of %s %j reaches the caller', async (vendor, events, reason) => {
		for (let time = 0; time < 10; time += 1) {
			const error = await errorOf(vendor, stream(ssePieces(events)), true)
			expect(error.reason).toBe(reason)
		}
	})

	it('is malformed when it is no JSON', async () => {
		expect(await errorOf('openai', stream(['data: {"choices": oops}\n\n']), true)).toMatchObject({
			reason: 'malformed',
		})
	})
})

describe('a request that cannot be made', () => {
	it('says so without the header that is at fault', async () => {
		const provider = openai({
			apiKey: 'k',
			baseURL: upstream.url,
			headers: { 'x-token': 'canary-value\nrest' },
		})
		const request = { model: 'm', messages: [{ role: 'user', content: 'hi' }] } as const
		const error = await provider.generate(request).catch((caught: unknown) => caught)
		expect(error).toMatchObject({
			name: 'ProviderError',
			reason: 'other',
			retryable: false,
			model: 'openai/m',
		})
		expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary-value')
	})
})

describe('a fetch that gives up by itself', () => {
	const late = (code: string) => {
		const cause = Object.assign(new Error('Timeout Error'), { code })
		return new TypeError('fetch failed', { cause })
	}

	it.each([
		['before the answer', () => Promise.reject(late('UND_ERR_HEADERS_TIMEOUT'))],
		[
			'within it',
			async () => {
				let begun = false
				const body = new ReadableStream({
					pull(controller) {
						if (begun) controller.error(late('UND_ERR_BODY_TIMEOUT'))
						else controller.enqueue(Buffer.from('data: {"choices": []}\n\n'))
						begun = true
					},
				})
				return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
			},
		],
	])('%s is a timeout', async (_when, fetch) => {
		for (const create of [openai, anthropic]) {
			const provider = create({ apiKey: 'k', fetch })
			const request = { model: 'm', messages: [{ role: 'user', content: 'hi' }] } as const
			const reading = async () => {
				for await (const _ of provider.stream(request));
			}
			await expect(reading()).rejects.toMatchObject({ reason: 'timeout', retryable: true })
		}
	})
})

describe('a canary', () => {
	const canary = 'sk-canary-Zx81Qw99"Ü/+=tail'
	const headerCanary = 'tenant secret header value 77'
	const echo = `you sent ${canary} and Bearer ${canary} and ${headerCanary}, ${JSON.stringify([canary, headerCanary])}, ${encodeURIComponent(canary)}, ${Buffer.from(canary).toString('base64')}`
	const masked = 'Incorrect API key provided: sk-cana***********tail.'
	const headers = {
		'x-request-id': canary,
		'request-id': headerCanary,
		'content-type': 'text/plain',
		'x-echo': 'yes',
	}

	const replies: readonly (readonly [string, Reply])[] = [
		...[301, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 503, 529].flatMap(
			(status): readonly (readonly [string, Reply])[] => [
				[
					`${status} in OpenAI’s envelope`,
					answer(openAiError(`${echo} ${masked}`, canary, canary), { status }),
				],
				[
					`${status} in Anthropic’s envelope`,
					answer(anthropicError(canary, `${echo} ${masked}`), { status }),
				],
				[`${status} as text`, answer(echo, { status, headers })],
			],
		),
		['HTML', answer(`<html>${echo}`, { headers: { 'content-type': 'text/html' } })],
		['no JSON', answer(`{"a": ${canary}`, { headers: { 'content-type': 'application/json' } })],
		['an odd content type', answer(`x`, { headers: { 'content-type': 'text/sk-canary-Zx81Qw99' } })],
		['an error event', stream(ssePieces([{ event: 'error', data: anthropicError(canary, echo) }]))],
		['an event that is no JSON', stream([`data: ${canary}\n\n`])],
		['a cut', stream([`: ${canary}\n\n`], { ending: 'cut' })],
		['an end', stream([`: ${canary}\n\n`])],
		['a reset', { kind: 'reset' }],
	]

	it.each(replies)('of key and header appears nowhere after %s', async (_name, reply) => {
		const settings = {
			apiKey: { reveal: () => canary },
			headers: { 'x-tenant': headerCanary },
			baseURL: `${upstream.url}/v1`,
		}
		const providers = [
			openai(settings),
			openai({ ...settings, api: 'responses' }),
			anthropic(settings),
			openaiCompatible({ ...settings, id: 'other', keyHeader: 'api-key' }),
		]
		for (const provider of providers) {
			for (const streamed of [false, true]) {
				upstream.script(reply)
				const request = { model: `${provider.id}/m`, messages: [{ role: 'user', content: 'hi' }] } as const
				const context = { headers: { 'x-call': `${headerCanary} too` } }
				let error: unknown
				try {
					if (streamed) for await (const _ of provider.stream(request, context));
					else await provider.generate(request, context)
				} catch (caught) {
					error = caught
				}
				expect(error).toMatchObject({ name: 'ProviderError' })
				const { message, stack, cause } = error as ProviderError
				const shown = [
					message,
					stack,
					String(cause),
					JSON.stringify(error),
					inspect(error, { depth: 10, showHidden: true, getters: true }),
				].join('\n')
				for (const secret of [
					'canary',
					headerCanary,
					'tail',
					encodeURIComponent(canary),
					Buffer.from(canary).toString('base64'),
				]) {
					expect(shown).not.toContain(secret)
				}
			}
		}
	})
})
