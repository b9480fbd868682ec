import type { Clock } from '@headroom/core'
import type {
	CallContext,
	ChatEvent,
	ChatModel,
	ChatRequest,
	ChatResponse,
	FinishReason,
	Usage,
} from '@headroom/spec'

/** One answer. Times in milliseconds of the clock. */
export interface Turn {
	/** Waits before the first word, or before failing. @default 0 */
	readonly afterMs?: number
	/** Streamed word by word. @default 'all is well' */
	readonly text?: string
	/** Waits between two words. @default 0 */
	readonly everyMs?: number
	/** Fails with this, instead of answering. */
	readonly error?: unknown
	/** Words of a stream before it fails with `error`. @default 0 */
	readonly words?: number
	/** Never answers. */
	readonly hangs?: boolean
	/** Goes on when its signal aborts. */
	readonly deaf?: boolean
	readonly usage?: Usage
	readonly finishReason?: FinishReason
	/** @default the model of the request */
	readonly model?: string
}

/** One call that a fake model was asked for. */
export interface FakeCall {
	readonly request: ChatRequest
	readonly context: CallContext | undefined
	readonly at: number
	/** Whether its generator was closed or ran to its end. */
	over: boolean
}

export interface FakeModel extends ChatModel {
	readonly calls: FakeCall[]
}

/** A model that plays a script: the last turn again and again, or what a function says. */
export function fakeModel(
	clock: Clock,
	script: readonly Turn[] | ((request: ChatRequest, index: number) => Turn),
): FakeModel {
	const calls: FakeCall[] = []

	function begin(request: ChatRequest, context: CallContext | undefined): readonly [FakeCall, Turn] {
		context?.signal?.throwIfAborted()
		const call = { request, context, at: clock.now(), over: false }
		const index = calls.push(call) - 1
		const turn =
			typeof script === 'function' ? script(request, index) : script[Math.min(index, script.length - 1)]
		return [call, turn ?? {}]
	}

	async function wait(turn: Turn, context: CallContext | undefined, milliseconds: number): Promise<void> {
		const signal = turn.deaf ? undefined : context?.signal
		if (turn.hangs) {
			await new Promise((_, reject) => {
				signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
			})
		}
		if (milliseconds > 0) await clock.sleep(milliseconds, signal)
		signal?.throwIfAborted()
	}

	function respond(request: ChatRequest, turn: Turn): ChatResponse {
		return {
			id: `answer-${calls.length}`,
			model: turn.model ?? request.model,
			message: { role: 'assistant', content: [{ type: 'text', text: turn.text ?? 'all is well' }] },
			finishReason: turn.finishReason ?? 'stop',
			...(turn.usage === undefined ? {} : { usage: turn.usage }),
		}
	}

	return {
		calls,
		async generate(request, context) {
			const [call, turn] = begin(request, context)
			try {
				await wait(turn, context, turn.afterMs ?? 0)
				if (turn.error !== undefined) throw turn.error
				return respond(request, turn)
			} finally {
				call.over = true
			}
		},
		async *stream(request, context) {
			const [call, turn] = begin(request, context)
			try {
				await wait(turn, context, turn.afterMs ?? 0)
				const words = (turn.text ?? 'all is well').split(/(?<= )/)
				const said = turn.error === undefined ? words.length : (turn.words ?? 0)
				for (const [index, text] of words.slice(0, said).entries()) {
					if (index > 0) await wait({ ...turn, hangs: false }, context, turn.everyMs ?? 0)
					yield { type: 'text-delta', index: 0, text }
				}
				if (turn.error !== undefined) {
					if (said > 0) await wait(turn, context, turn.everyMs ?? 0)
					throw turn.error
				}
				yield { type: 'finish', response: respond(request, turn) }
			} finally {
				call.over = true
			}
		},
	}
}

/** All events of a stream. */
export async function collect(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
	const all: ChatEvent[] = []
	for await (const event of events) all.push(event)
	return all
}

/** What the deltas of a stream spell. */
export function spelled(events: readonly ChatEvent[]): string {
	return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
}

/** The error of work that is expected to fail. */
export async function failure(work: Promise<unknown>): Promise<unknown> {
	return work.then(
		() => {
			throw new Error('the work was expected to fail')
		},
		(error: unknown) => error,
	)
}

/** A request to a model, with one short message. */
export function request(model = 'openai/gpt-4o-mini', more: Partial<ChatRequest> = {}): ChatRequest {
	return { model, messages: [{ role: 'user', content: 'how are things?' }], ...more }
}
