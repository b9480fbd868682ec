import { afterEach, describe, expect, it } from 'vitest'
import { helloText } from './upstream/default-reply.ts'
import { answer, type Reply, reset, stall, stream } from './upstream/reply.ts'
import { splitAt, sse } from './upstream/sse.ts'
import { refusingUrl, type Script, startUpstream, type Upstream } from './upstream/upstream.ts'

let open: Upstream | undefined

async function start(script?: Script): Promise<Upstream> {
	open = await startUpstream(script)
	return open
}

afterEach(async () => {
	await open?.close()
	open = undefined
})

function ask(upstream: Upstream, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
	return fetch(upstream.url + path, {
		method: 'POST',
		body: JSON.stringify(body),
		headers: { 'X-Case': 'Kept' },
		...(signal === undefined ? {} : { signal }),
	})
}

describe('the local upstream', () => {
	it('records method, path, headers and bytes, and answers chat by default', async () => {
		const upstream = await start()
		const response = await ask(upstream, '/v1/chat/completions?x=1', { model: 'm' })
		const body = (await response.json()) as { choices: { message: { content: string } }[] }
		expect(body.choices[0]?.message.content).toBe(helloText)
		const [request] = upstream.requests
		expect([request?.method, request?.path]).toEqual(['POST', '/v1/chat/completions?x=1'])
		expect(request?.headers['x-case']).toBe('Kept')
		expect(request?.text).toBe('{"model":"m"}')
		expect(await request?.closed).toMatchObject({ byClient: false })
	})

	it.each(['/v1/chat/completions', '/v1/responses', '/v1/messages'])('streams %s', async (path) => {
		const upstream = await start()
		const response = await ask(upstream, path, { model: 'm', stream: true })
		expect(response.headers.get('content-type')).toContain('text/event-stream')
		expect(await response.text()).toContain(' 👋')
	})

	it('embeds as floats and as base64', async () => {
		const upstream = await start()
		const floats = await ask(upstream, '/v1/embeddings', { input: ['ab'] })
		expect(await floats.json()).toMatchObject({ data: [{ index: 0, embedding: [2, 97, 1] }] })
		const base64 = await ask(upstream, '/v1/embeddings', { input: ['ab'], encoding_format: 'base64' })
		// 2, 97 and 1 as little-endian 32-bit floats: 40000000, 42c20000, 3f800000
		expect(await base64.json()).toMatchObject({ data: [{ embedding: 'AAAAQAAAwkIAAIA/' }] })
	})

	it('answers one reply a request, then the last one', async () => {
		const upstream = await start([
			answer('no', { status: 429, headers: { 'retry-after': '3' } }),
			answer({ a: 1 }),
		])
		const first = await ask(upstream, '/', {})
		expect([first.status, first.headers.get('retry-after'), await first.text()]).toEqual([429, '3', 'no'])
		expect(await (await ask(upstream, '/', {})).text()).toBe('{"a":1}')
		expect(await (await ask(upstream, '/', {})).text()).toBe('{"a":1}')
	})

	it('resets, refuses, cuts and stalls', async () => {
		const upstream = await start(reset)
		await expect(ask(upstream, '/', {})).rejects.toThrow()
		await expect(fetch(await refusingUrl())).rejects.toThrow()

		upstream.script(stream(['data: 1\n\n'], { ending: 'cut' }))
		const cut = await ask(upstream, '/', {})
		const reader = cut.body?.getReader()
		expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n')
		await expect(reader?.read()).rejects.toThrow()
		expect(await upstream.requests[1]?.closed).toMatchObject({ byClient: false })

		for (const reply of [stall, stream(['data: 1\n\n'], { ending: 'stall' })]) {
			upstream.script(reply)
			const abort = new AbortController()
			const index = upstream.requests.length
			const asked = ask(upstream, '/', {}, abort.signal).then((response) => response.text())
			const request = await upstream.request(index)
			const before = performance.now()
			abort.abort()
			await expect(asked).rejects.toThrow()
			const closed = await request.closed
			expect(closed.byClient).toBe(true)
			expect(closed.at).toBeGreaterThanOrEqual(before)
		}
	})

	it('floods no faster than the client takes it', async () => {
		const flood: Reply = { kind: 'flood', piece: 'x'.repeat(65_536), times: 400, after: 'end' }
		const upstream = await start(flood)
		const response = await ask(upstream, '/', {})
		const request = await upstream.request(0)
		await new Promise((resolve) => setTimeout(resolve, 200))
		// 26 MB in all, far more than the buffers of both sides.
		expect(request.sentBytes).toBeLessThan(16_000_000)
		expect(request.waits).toBeGreaterThan(0)
		expect((await response.text()).length).toBe(400 * 65_536 + 3)
	})

	it('spells events with either line end, comments and several lines of data', () => {
		const events = [{ comment: 'hi', event: 'e', data: { a: 1 } }]
		expect(sse(events)).toBe(': hi\nevent: e\ndata: {"a":1}\n\n')
		expect(sse(events, { lineEnd: '\r\n', multiLine: true })).toBe(
			': hi\r\nevent: e\r\ndata: {\r\ndata:  "a": 1\r\ndata: }\r\n\r\n',
		)
		expect(splitAt('a👋', 2).map((piece) => [...piece])).toEqual([
			[97, 0xf0],
			[0x9f, 0x91, 0x8b],
		])
	})
})
