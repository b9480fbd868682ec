import { expect } from 'vitest'
import type { ReceivedRequest } from '../../../../test/upstream/received-request.ts'
import type { Upstream } from '../../../../test/upstream/upstream.ts'

/** What one client did with a call: the value or error it gave, and the requests that the server saw. */
export interface Done {
	readonly result: unknown
	readonly requests: readonly ReceivedRequest[]
}

/** Makes the same call with a client as it is and with its wrapped twin. */
async function both<T>(
	upstream: Upstream,
	[plain, wrapped]: readonly [T, T],
	call: (client: T) => Promise<unknown>,
): Promise<readonly [Done, Done]> {
	return [await one(upstream, plain, call), await one(upstream, wrapped, call)]
}

/** Expects both to come to the same, and the server to have seen the same bytes. */
export async function expectSame<T>(
	upstream: Upstream,
	twins: readonly [T, T],
	call: (client: T) => Promise<unknown>,
): Promise<Done> {
	const [plain, wrapped] = await both(upstream, twins, call)
	expect(wrapped.result).toEqual(plain.result)
	expect(wrapped.requests.map(seen)).toEqual(plain.requests.map(seen))
	return plain
}

/** Everything that a stream or a list of pages yields. */
export async function collect<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
	const all: T[] = []
	for await (const each of source) all.push(each)
	return all
}

/** A request as the server saw it, header by header and byte by byte. */
function seen({ method, path, rawHeaders, body }: ReceivedRequest): unknown {
	return { method, path, rawHeaders, body: Buffer.from(body).toString('latin1') }
}

async function one<T>(upstream: Upstream, client: T, call: (client: T) => Promise<unknown>): Promise<Done> {
	const before = upstream.requests.length
	const result = await call(client).then(plainValue, told)
	return { result, requests: upstream.requests.slice(before) }
}

/** What a caller can tell of an answer: its JSON, the request id that hangs on it, and its class. */
function plainValue(value: unknown): unknown {
	if (value instanceof Response) return responseOf(value)
	if (typeof value !== 'object' || value === null) return value
	const { _request_id: requestId } = value as { _request_id?: string }
	return { json: JSON.parse(JSON.stringify(value)), requestId, kind: value.constructor.name }
}

export function responseOf(response: Response): unknown {
	const { status, statusText, ok, url, redirected, type, bodyUsed } = response
	const headers = [...response.headers].filter(([name]) => name !== 'date')
	return { status, statusText, ok, url, redirected, type, bodyUsed, headers }
}

function told(error: unknown): unknown {
	// A mistake of the test, not an answer.
	if (!(error instanceof Error) || error instanceof TypeError) throw error
	const {
		status,
		code,
		type,
		param,
		requestID,
		error: body,
		cause,
	} = error as Error & Record<string, unknown>
	const because = cause instanceof Error ? cause.name : cause
	return {
		kind: error.constructor.name,
		message: error.message,
		status,
		code,
		type,
		param,
		requestID,
		body,
		because,
	}
}
