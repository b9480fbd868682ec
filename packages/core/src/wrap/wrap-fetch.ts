import {
	anthropicMessagesCodec,
	type Codec,
	openaiChatCodec,
	openaiResponsesCodec,
	type WireFormat,
} from '@headroom/providers'
import type { HeadroomEvent, ModelCatalog } from '@headroom/spec'
import type { Accountant } from '../account/call-account.ts'
import { askForUsage } from './ask-for-usage.ts'
import { bookAnswer } from './book-answer.ts'
import { CallBook } from './call-book.ts'
import { type Endpoint, endpointOf } from './endpoint.ts'
import { takeOwnHeaders } from './own-headers.ts'
import { type Optimize, prepareCall } from './prepare-call.ts'
import { bodyIsSigned, sendBody } from './send-body.ts'
import type { Fetch } from './wrap-options.ts'

/** What a wrapping fetch is made of. */
export interface FetchParts {
	readonly optimize: Optimize
	readonly optimizeInPlace: Optimize
	readonly measure: Optimize
	readonly accountant: Accountant
	readonly catalog: ModelCatalog
	readonly tell: (event: HeadroomEvent) => void
	readonly tags: Readonly<Record<string, string>>
	readonly provider: string | undefined
	readonly streamUsage: boolean
}

const CODECS: Readonly<Record<WireFormat, Codec>> = {
	'openai-chat': openaiChatCodec,
	'openai-responses': openaiResponsesCodec,
	'anthropic-messages': anthropicMessagesCodec,
}

/** A fetch that optimizes and books the calls that it understands, and passes everything else on as it is. */
export function wrapFetch(upstream: Fetch, parts: FetchParts): Fetch {
	const refusing = new Set<string>()
	return async (input, given) => {
		const { init, tags: tagHeader } = takeOwnHeaders(given)
		const endpoint = callTo(input, init)
		if (init === undefined || endpoint === undefined) return upstream(input, init)
		if (bodyIsSigned(init.headers)) {
			parts.tell({
				type: 'warning',
				code: 'wrap-signed',
				message: `a call to ${endpoint.host} carries a signature of its body, so it was sent as it came and is not in the books. Optimize before signing, with HeadroomClient.optimize()`,
			})
			return upstream(input, init)
		}
		const codec = CODECS[endpoint.format]
		const provider = parts.provider ?? (endpoint.format === 'anthropic-messages' ? 'anthropic' : 'openai')
		const signal = init.signal ?? undefined
		const { body, start, streamed } = await prepareCall(String(init.body), {
			...parts,
			codec,
			provider,
			tagHeader,
			signal,
		})
		const asked =
			start !== undefined && streamed && parts.streamUsage && endpoint.format === 'openai-chat'
				? withUsage(body, endpoint, refusing)
				: undefined
		let answer = await upstream(input, sendBody(init, asked ?? body))
		let hideUsage = asked !== undefined
		if (hideUsage && (await refusesUsage(answer))) {
			refusing.add(endpoint.host)
			parts.tell({
				type: 'warning',
				code: 'stream-usage-refused',
				message: `${endpoint.host} does not take stream_options, so usage of its streams is estimated`,
			})
			hideUsage = false
			await answer.body?.cancel()
			answer = await upstream(input, sendBody(init, body))
		}
		if (start === undefined) return answer
		const book = new CallBook(start, provider, endpoint, parts.accountant)
		return bookAnswer(answer, { codec, book, streamed, hideUsage, signal, tell: parts.tell })
	}
}

function callTo(input: string | URL | Request, init: RequestInit | undefined): Endpoint | undefined {
	if (init?.method?.toUpperCase() !== 'POST' || typeof init.body !== 'string') return undefined
	return input instanceof Request ? undefined : endpointOf(input)
}

function withUsage(body: string, { host }: Endpoint, refusing: ReadonlySet<string>): string | undefined {
	return refusing.has(host) ? undefined : askForUsage(body)
}

/** Whether an answer says that `stream_options` is what it does not take. */
async function refusesUsage(answer: Response): Promise<boolean> {
	if (answer.status !== 400 && answer.status !== 422) return false
	const text = await answer.clone().text()
	return text.includes('stream_options') || text.includes('include_usage')
}
