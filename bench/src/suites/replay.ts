import type { ChatRequest, Message, Stage, StageContext } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'

const tokenizer = o200kBase()
const signal = new AbortController().signal

/** What sending a conversation turn after turn came to. */
export interface Replayed {
	readonly turns: number
	/** Turns whose messages begin with all of the turn before. */
	readonly kept: number
	/** Turns that do not, and in which a stage said that it takes a checkpoint. */
	readonly announced: number
	/** Checkpoints taken. */
	readonly checkpoints: number
	readonly last: readonly Message[]
	readonly ms: number
}

/** Sends a conversation as a client would: a request after each message that is not the model's own. */
export async function replay(messages: readonly Message[], stages: readonly Stage[]): Promise<Replayed> {
	let [turns, kept, announced, checkpoints, ms] = [0, 0, 0, 0, 0]
	let last: readonly Message[] = []
	for (let end = 1; end <= messages.length; end++) {
		if (messages[end - 1]?.role === 'assistant' && end < messages.length) continue
		let taken = false
		const context: StageContext = {
			tokenizer,
			signal,
			observe: (event) => {
				if (event.type !== 'checkpoint') return
				taken ||= event.taken
				checkpoints = event.number
			},
		}
		const started = performance.now()
		let request: ChatRequest = { model: 'anthropic/claude-sonnet-4-5', messages: messages.slice(0, end) }
		for (const stage of stages) request = await stage.run(request, context)
		ms += performance.now() - started
		turns += 1
		if (JSON.stringify(request.messages).startsWith(JSON.stringify(last).slice(0, -1))) kept += 1
		else if (taken) announced += 1
		last = request.messages
	}
	return { turns, kept, announced, checkpoints, last, ms }
}
