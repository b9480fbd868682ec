import { HeadroomClient, type Message } from '@headroom/core'
import type { ChatModel } from '@headroom/spec'
import { milliseconds, print, verdict } from './table.ts'
import { conversationOf, textOf } from './texts.ts'

const KINDS = ['prose', 'json', 'logs', 'chat', 'code', 'commands', 'cjk']
const TOKENS = 10_000
const ROUNDS = 60
const WARM_UP = 30
/** Milliseconds that `chat()` may add with all layers on, and with all off. */
const BAR_ON = 20
const BAR_OFF = 0.3

const answer: ChatModel = {
	generate: async (request) => ({
		id: 'r',
		model: `openai/${request.model.replace(/^openai\//, '')}`,
		message: { role: 'assistant', content: 'Order 4471 was cancelled.' },
		finishReason: 'stop',
		usage: { inputTokens: TOKENS, outputTokens: 8, cacheReadInputTokens: 1024 },
	}),
	async *stream() {},
}

const clients = {
	on: new HeadroomClient({
		chatModel: answer,
		router: {
			defaultModel: 'openai/gpt-4o',
			routes: [
				{ name: 'short', when: { maxWords: 50, contains: ['?'] }, model: 'openai/gpt-4o-mini' },
				{
					name: 'orders',
					type: 'semantic',
					utterances: ['Where is my order?', 'Which order was cancelled?', 'When will it arrive?'],
					model: 'openai/gpt-4o-mini',
				},
			],
		},
	}),
	off: new HeadroomClient({ chatModel: answer, slimmer: false, compressor: false }),
}

/**
 * What `chat()` adds, asked with texts that nobody has seen before: the whole time of a call to a model that answers
 * at once.
 */
async function main(): Promise<void> {
	const rows: string[][] = []
	for (const kind of KINDS) {
		const text = textOf(kind, TOKENS)
		rows.push(
			await row(kind, (round) => [{ role: 'user', content: `${fresh(text, round)}\n\n${question(round)}` }]),
		)
	}
	const turns = conversationOf(TOKENS)
	rows.push(
		await row('chat turns', (round) => [
			...turns.map((message) => ({ ...message, content: fresh(String(message.content), round) })),
			{ role: 'user', content: question(round) },
		]),
	)
	rows.push(await row('a question', (round) => [{ role: 'user', content: question(round) }]))
	print(
		`Milliseconds that chat() adds at ${TOKENS / 1000}k tokens, median of ${ROUNDS} prompts, each new\n(tail: 95th percentile; processor: what the process used of all cores, whatever else the machine does)`,
		['kind', 'all layers', 'tail', 'processor', 'bar', '', 'layers off', 'tail', 'bar', ''],
		rows,
	)
}

/** Both clients by turns, so that what else the machine does is shared by them. */
async function row(kind: string, promptOf: (round: number) => readonly Message[]): Promise<string[]> {
	const times: Readonly<Record<keyof typeof clients, number[]>> = { on: [], off: [] }
	const worked: number[] = []
	for (let round = 0; round < WARM_UP + ROUNDS; round++) {
		for (const [offset, name] of (['on', 'off'] as const).entries()) {
			const prompt = promptOf(round * 2 + offset)
			const used = process.cpuUsage()
			const started = performance.now()
			await clients[name].chat(prompt)
			if (round < WARM_UP) continue
			times[name].push(performance.now() - started)
			const { user, system } = process.cpuUsage(used)
			if (name === 'on') worked.push((user + system) / 1000)
		}
	}
	const [on, off] = [at(times.on, 0.5), at(times.off, 0.5)]
	return [
		kind,
		milliseconds(on),
		milliseconds(at(times.on, 0.95)),
		milliseconds(at(worked, 0.5)),
		...verdict(on, BAR_ON),
		off.toFixed(3),
		at(times.off, 0.95).toFixed(3),
		...verdict(off, BAR_OFF),
	]
}

/** The same text with other numbers in it. */
function fresh(text: string, round: number): string {
	return text.replace(/\d{3,}/g, (digits) => String(Number(digits.slice(0, 9)) + 7 * round + 1))
}

function question(round: number): string {
	return `Which order was cancelled, and why? It may be number ${4000 + round}.`
}

function at(times: readonly number[], share: number): number {
	const sorted = times.toSorted((a, b) => a - b)
	return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

await main()
