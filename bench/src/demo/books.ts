import {
	type ChatModel,
	countMessages,
	createReport,
	formatReport,
	HeadroomClient,
	type LedgerStore,
	memoryLedger,
	tokenizerFor,
} from '@headroom/core'
import type { DemoCase } from './run.ts'
import { ask } from './workload.ts'

/** Tokens of every pretended answer: two or three sentences. */
const ANSWER_TOKENS = 60

/** Stands for a provider: answers everything alike, and reports as usage what counting gives. */
const pretendModel: ChatModel = {
	async generate(request) {
		return {
			id: 'pretended',
			model: request.model,
			message: { role: 'assistant', content: 'A pretended answer.' },
			finishReason: 'stop',
			usage: {
				inputTokens: countMessages(request, tokenizerFor(request.model)),
				outputTokens: ANSWER_TOKENS,
			},
		}
	},
	async *stream(request) {
		yield { type: 'finish', response: await this.generate(request) }
	},
}

/** Asks every question of the cases with `chat()`, and keeps the books of it. */
export async function pretendedBooks(demos: readonly DemoCase[], model: string): Promise<LedgerStore> {
	const ledger = memoryLedger()
	for (const { workload, mode, options } of demos) {
		if (mode !== 'each-question') continue
		const client = new HeadroomClient({
			...options,
			chatModel: pretendModel,
			ledger,
			tags: { workload: workload.dataset },
		})
		for (const { question } of workload.probes)
			await client.chat({ model, messages: ask(workload.messages, question) })
	}
	return ledger
}

/** The report on those books as a person sees it. Its own notes speak of a bill, and here there is none. */
export function booksReport(ledger: LedgerStore): string {
	const [table = ''] = formatReport(createReport(ledger, { by: 'tag:workload' })).split('\n\n')
	return [
		'what a report of chat() shows, by label (simulated)',
		table.replace(/^/gm, '  '),
		`  A model in this process pretends to answer: ${ANSWER_TOKENS} tokens each time, and a usage that is what counting gives.`,
		'',
	].join('\n')
}
