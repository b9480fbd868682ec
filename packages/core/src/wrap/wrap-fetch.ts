import {
	anthropicMessagesCodec,
	type Codec,
	openaiChatCodec,
	openaiResponsesCodec,
	type WireFormat,
} from '@headroom/providers'
import type { HeadroomEvent, ModelCatalog } from '@headroom/spec'
import type { Accountant } from '../account/call-account.ts'
import { readCopy } from './answer-copy.ts'
import { askForUsage } from './ask-for-usage.ts'
import { bodyIsSigned } from './body-signature.ts'
import { bookAnswer } from './book-answer.ts'
import { CallBook } from './call-book.ts'
import type { Endpoint } from './endpoint.ts'
import { readOutgoing } from './outgoing.ts'
import { takeOwnHeaders } from './own-headers.ts'
import { type Optimize, prepareCall } from './prepare-call.ts'
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
	return async (given, options) => {
		const { input, init, tags: tagHeader } = takeOwnHeaders(given, options)
		const outgoing = await readOutgoing(input, init, upstream)
		if (outgoing === undefined) return upstream(input, init)
		const { endpoint, text, signal } = outgoing
		if (bodyIsSigned(outgoing.headers)) {
			parts.tell(signed(endpoint))
			return outgoing.send(text)
		}
		const codec = CODECS[endpoint.format]
		const provider = parts.provider ?? (endpoint.format === 'anthropic-messages' ? 'anthropic' : 'openai')
		const call = await prepareCall(text, { ...parts, codec, provider, tagHeader, signal })
		const { start, request, streamed, body } = call
		if (start === undefined || request === undefined) return outgoing.send(body)
		const tellsUsage = endpoint.format !== 'openai-chat' || refusing.has(endpoint.host)
		const asked =
			streamed && parts.streamUsage && !tellsUsage ? askForUsage(codec, request, provider) : undefined
		let answer = await outgoing.send(asked ?? body)
		let hideUsage = asked !== undefined
		if (hideUsage && (await refusesUsage(answer))) {
			refusing.add(endpoint.host)
			parts.tell(refused(endpoint))
			hideUsage = false
			await answer.body?.cancel()
			answer = await outgoing.send(body)
		}
		const book = new CallBook(start, provider, endpoint, parts.accountant)
		return bookAnswer(answer, { codec, book, streamed, hideUsage, signal, tell: parts.tell })
	}
}

/** Whether an answer says that `stream_options` is what it does not take. */
async function refusesUsage(answer: Response): Promise<boolean> {
	if (answer.status !== 400 && answer.status !== 422) return false
	try {
		const text = await readCopy(answer)
		return text?.includes('stream_options') === true || text?.includes('include_usage') === true
	} catch {
		return false
	}
}

function signed({ host }: Endpoint): HeadroomEvent {
	const message = `a call to ${host} carries a signature of its body, so it was sent as it came and is not in the books. Optimize before signing, with HeadroomClient.optimize()`
	return { type: 'warning', code: 'wrap-signed', message }
}

function refused({ host }: Endpoint): HeadroomEvent {
	const message = `${host} does not take stream_options, so the usage of its streams is estimated from now on`
	return { type: 'warning', code: 'stream-usage-refused', message }
}
