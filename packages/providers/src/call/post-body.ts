import { type CallContext, isHeadroomError } from '@headroom/spec'
import { Call, failure } from './call.ts'
import { CallErrors } from './call-errors.ts'
import type { Connection } from './connection.ts'
import { Deadlines, type Timeouts } from './deadlines.ts'
import { unlessAborted } from './patience.ts'

/** One request. */
export interface Posted {
	readonly provider: string
	/** Path below the base URL. */
	readonly path: string
	/** JSON text. */
	readonly body: string
	/** `provider/model`. */
	readonly model: string
	readonly streamed: boolean
	readonly timeouts: Required<Timeouts>
	/** Where the key comes from, for a person to look. */
	readonly keySource: string
}

/**
 * Makes one request and waits until its answer begins.
 *
 * @throws ProviderError, or the reason of the context's signal
 */
export async function postBody(posted: Posted, connection: Connection, context: CallContext): Promise<Call> {
	const { client, bodies, secrets } = connection
	const { provider, model, keySource, timeouts } = posted
	const host = hostOf(client.baseURL)
	const errors = new CallErrors({ provider, model, host, path: posted.path, keySource, secrets })
	context.signal?.throwIfAborted()
	const deadlines = new Deadlines(timeouts, context.signal)
	try {
		const answer = client.post(posted.path, {
			body: posted.body,
			headers: { 'content-type': 'application/json', ...connection.headers },
			signal: deadlines.signal,
			// Our own deadlines are the ones that hold; the SDK's must not be shorter.
			timeout: Math.min(Math.ceil(timeouts.timeoutMs), LONGEST_MS),
			maxRetries: 0,
			fetchOptions: { redirect: 'manual' },
			stream: posted.streamed,
		})
		const response = await unlessAborted(answer.asResponse(), deadlines.signal)
		errors.answered(response.status, (name) => response.headers.get(name))
		return new Call(model, response, errors, deadlines, context.signal)
	} catch (error) {
		deadlines.close()
		if (!isStatusError(error)) {
			const sdkError = error instanceof Error && 'status' in error
			throw failure(
				sdkError ? errors.unreachable(error) : errors.unsent(error),
				errors,
				deadlines,
				context.signal,
			)
		}
		errors.answered(error.status, (name) => error.headers.get(name))
		const text = bodies?.of(error) ?? JSON.stringify({ error: error.error ?? error.message })
		throw failure(errors.refused(text), errors, deadlines, context.signal)
	}
}

/** What a timer of Node can wait at most. */
const LONGEST_MS = 2_147_483_647

/** An error of either SDK for an answer with a status. Two copies of an SDK have two classes, so its shape tells. */
function isStatusError(error: unknown): error is {
	readonly status: number
	readonly headers: { get(name: string): string | null }
	readonly error?: unknown
	readonly message: string
} {
	if (!(error instanceof Error) || isHeadroomError(error)) return false
	const { status, headers } = error as { status?: unknown; headers?: unknown }
	return typeof status === 'number' && typeof headers === 'object' && headers !== null && 'get' in headers
}

/** Host and port of an address: never its path, query or password, which may carry keys. */
function hostOf(url: string): string {
	try {
		return new URL(url).host
	} catch {
		return 'its address'
	}
}
