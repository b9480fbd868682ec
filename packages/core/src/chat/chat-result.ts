import type {
	CallRecord,
	ChatResponse,
	FinishReason,
	Message,
	OmissionEvent,
	RouteEvent,
	ToolCallPart,
	Usage,
} from '@headroom/spec'
import type { Booked } from '../account/books.ts'
import type { CallStart } from '../account/call-account.ts'
import type { CallSavings } from '../account/call-savings.ts'

/** What a model answered, and what the call cost and saved. */
export interface ChatResult {
	/** Text of the answer, its parts joined without a break; empty when the model only called tools. */
	readonly content: string
	/** The answer as a message, to be appended to the conversation. */
	readonly message: Message
	/** Tools that the model asks to be called. */
	readonly toolCalls: readonly ToolCallPart[]
	readonly finishReason: FinishReason
	/** As billed by the provider, all 0 for an answer out of the response cache; absent when the provider did not say. */
	readonly usage?: Usage
	readonly savings: CallSavings
	/** Percent of input tokens saved, `100 × savings.savedFraction`: 0 for none, negative for a loss, at most 100. */
	readonly tokenSavings: number
	/** What layer 3 chose; absent when no router ran. */
	readonly route?: RouteEvent
	/** `provider/model` that answered. */
	readonly model: string
	/** Provider's id of the answer. */
	readonly id: string
	/** Everything left out of the prompt; the text that was sent carries a marker for each. */
	readonly omissions: readonly OmissionEvent[]
	/** Milliseconds that Headroom added: the whole call but waiting for the model. */
	readonly overheadMs: number
	/** The call as it stands in the books. */
	readonly record: CallRecord
	/** The answer as the provider gave it. */
	readonly response: ChatResponse
}

/** Puts together what a completed call gave. `worked` says how many milliseconds Headroom took so far. */
export function chatResult(
	{ optimized }: CallStart,
	response: ChatResponse,
	booked: Booked,
	worked: () => number,
): ChatResult {
	const { record } = booked
	const savings = booked.savings()
	const { message, finishReason, model, id } = response
	return {
		content: textOf(message),
		message,
		toolCalls:
			typeof message.content === 'string' ? [] : message.content.filter((part) => part.type === 'tool-call'),
		finishReason,
		...(record.usageMark === 'billed' ? { usage: record.usage } : {}),
		savings,
		tokenSavings: 100 * savings.savedFraction,
		...(optimized.route === undefined ? {} : { route: optimized.route }),
		model,
		id,
		omissions: optimized.omissions,
		overheadMs: worked(),
		record,
		response,
	}
}

/** Answers may be cut into parts anywhere, as where citations begin: no break stands between them. */
function textOf({ content }: Message): string {
	if (typeof content === 'string') return content
	let text = ''
	for (const part of content) if (part.type === 'text') text += part.text
	return text
}
