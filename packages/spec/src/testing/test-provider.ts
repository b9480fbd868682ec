import type { ChatEvent, ChatRequest, ChatResponse } from '../chat.ts'
import type { Provider } from '../model.ts'
import { messageTexts } from '../text.ts'

/** What `testProvider` asks. */
export interface TestProviderOptions {
	/** A model of the provider, as `provider/model`. */
	readonly model: string
	/** @default "Say hello." */
	readonly prompt?: string
}

/**
 * Checks what every provider promises, with three calls to the model: answers name their model as
 * `provider/model`, usage totals include their parts, a stream adds up to its answer and ends with one
 * `finish`, and an aborted call rejects with the signal's reason.
 *
 * Run it against a local server or a recorded one. Errors of the wire are the provider's own tests' matter.
 *
 * @throws Error that says which promise was broken.
 */
export async function testProvider(
	createProvider: () => Provider,
	options: TestProviderOptions,
): Promise<void> {
	const request: ChatRequest = {
		model: options.model,
		messages: [{ role: 'user', content: options.prompt ?? 'Say hello.' }],
	}
	const provider = createProvider()
	checkResponse(provider, await provider.generate(request))
	await checkStream(createProvider(), request)
	await checkAbort(createProvider(), request)
}

function expect(holds: boolean, promise: string): void {
	if (!holds) throw new Error(`the provider breaks a promise: ${promise}`)
}

function checkResponse(provider: Provider, response: ChatResponse): void {
	expect(
		response.model.startsWith(`${provider.id}/`),
		`response.model is "${response.model}", expected it to start with "${provider.id}/"`,
	)
	expect(
		response.message.role === 'assistant',
		`the answer's role is "${response.message.role}", expected "assistant"`,
	)
	const usage = response.usage
	if (usage === undefined) return
	const cached = (usage.cacheReadInputTokens ?? 0) + (usage.cacheWriteInputTokens ?? 0)
	expect(
		usage.inputTokens >= cached,
		`inputTokens ${usage.inputTokens} is less than its cached parts ${cached}`,
	)
	expect(
		usage.outputTokens >= (usage.reasoningOutputTokens ?? 0),
		`outputTokens ${usage.outputTokens} is less than its reasoning part`,
	)
}

async function checkStream(provider: Provider, request: ChatRequest): Promise<void> {
	const events: ChatEvent[] = []
	for await (const event of provider.stream(request)) events.push(event)
	const finishes = events.filter((event) => event.type === 'finish')
	const last = events.at(-1)
	expect(
		finishes.length === 1 && last?.type === 'finish',
		`a stream ends with one finish, this one had ${finishes.length}`,
	)
	if (last?.type !== 'finish') return
	checkResponse(provider, last.response)
	const streamed = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
	const text = messageTexts(last.response.message).join('')
	expect(streamed === text, `the deltas spell "${streamed}", the answer says "${text}"`)
}

async function checkAbort(provider: Provider, request: ChatRequest): Promise<void> {
	const reason = new Error('aborted by the test')
	const signal = AbortSignal.abort(reason)
	const generated = await provider.generate(request, { signal }).catch((error: unknown) => error)
	expect(generated === reason, 'an aborted generate rejects with the signal’s reason')
	const streamed = await drain(provider.stream(request, { signal })).catch((error: unknown) => error)
	expect(streamed === reason, 'an aborted stream rejects with the signal’s reason')
}

async function drain(events: AsyncIterable<ChatEvent>): Promise<void> {
	for await (const _ of events);
}
