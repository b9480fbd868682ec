/** A conversation with a model, what each answer cost and saved, and the books of it. */
import {
	type CallRecord,
	type ChatModel,
	type ChatResponse,
	HeadroomClient,
	type Message,
} from '@headroom/core'

/** Stands for a provider: knows one answer, and bills 0.25 tokens a character. */
const chatModel: ChatModel = {
	async generate({ messages }): Promise<ChatResponse> {
		const size = JSON.stringify(messages).length
		return {
			id: `answer-${messages.length}`,
			model: 'openai/gpt-4o-mini',
			message: { role: 'assistant', content: 'Order 7141 is lost.' },
			finishReason: 'stop',
			usage: { inputTokens: Math.round(size / 4), outputTokens: 7 },
		}
	},
	async *stream(request) {
		yield { type: 'text-delta', index: 0, text: 'Order 7141 ' }
		yield { type: 'text-delta', index: 0, text: 'is lost.' }
		yield { type: 'finish', response: await this.generate(request) }
	},
}

const records: CallRecord[] = []
const headroom = new HeadroomClient({
	chatModel,
	// Short questions go to the small model; what is saved is measured against the large one that was asked for.
	router: {
		defaultModel: 'openai/gpt-4o',
		routes: [{ name: 'short', when: { maxTokens: 4000 }, model: 'openai/gpt-4o-mini' }],
	},
	compressor: { preserveKeywords: ['lost'] },
	tags: { team: 'support' },
	observe: (event) => {
		if (event.type === 'call') records.push(event.record)
	},
})

const orders = Array.from({ length: 80 }, (_, n) => ({
	order: 7100 + n,
	status: n === 41 ? 'lost' : 'delivered',
	carrier: 'north',
}))
const messages: Message[] = [
	{ role: 'user', content: `${JSON.stringify(orders, null, 2)}\n\nWhich of these orders is lost?` },
]

const first = await headroom.chat({ model: 'gpt-4o', messages })
console.log(first.content, first.route?.route) // → Order 7141 is lost. short
console.log(first.savings.layers.map((layer) => layer.stage).join(', ')) // → router, slimmer, compressor, encoder
console.log(first.tokenSavings > 50) // → true

messages.push(first.message, { role: 'user', content: 'Are you sure?' })
const stream = headroom.stream({ model: 'gpt-4o', messages }, { tags: { feature: 'follow-up' } })
for await (const text of stream.text) console.log(text)
// → is lost.
const second = await stream.result
console.log(second.record.tags) // → { team: 'support', feature: 'follow-up' }

const dollars = (pick: (record: CallRecord) => number | undefined): number =>
	records.reduce((sum, record) => sum + (pick(record) ?? 0), 0)
const saved = dollars((record) => record.savedUsd)
const original = dollars(({ baseline }) =>
	baseline.cost.status === 'priced' ? baseline.cost.usd : undefined,
)
console.log(records.length, saved / original > 0.9) // → 2 true
