/** All layers over a conversation, with what each of them did. */
import { HeadroomClient, type Message } from '@headroom/core'

const rows = Array.from({ length: 80 }, (_, n) => ({
	order: 7100 + n,
	status: n === 41 ? 'lost' : 'delivered',
	carrier: 'north',
}))
const messages: Message[] = [
	{ role: 'system', content: 'You help with orders. You must never promise a refund.' },
	{ role: 'user', content: 'One of our parcels is missing. Can you look?' },
	{
		role: 'assistant',
		content: [{ type: 'tool-call', id: 'call_1', name: 'orders', arguments: '{"week":14}' }],
	},
	{
		role: 'tool',
		content: [{ type: 'tool-result', callId: 'call_1', content: JSON.stringify(rows, null, 2) }],
	},
	{ role: 'assistant', content: 'I have the list of that week.' },
	{ role: 'user', content: 'Which order is lost?' },
]

const headroom = new HeadroomClient({ compressor: { preserveKeywords: ['must', 'never', 'lost'] } })
const { request, savings } = await headroom.optimize({ model: 'gpt-4o-mini', messages })

const sent = JSON.stringify(request.messages)
console.log(sent.includes('7141') && sent.includes('lost')) // → true
console.log(request.messages[0] === messages[0]) // → true
console.log(request.messages[2] === messages[2]) // → true
for (const { stage, tokensBefore, tokensAfter } of savings.layers)
	console.log(`${stage}: ${tokensAfter < tokensBefore}`)
// → slimmer: true
const { baseline, optimized } = savings.cost
console.log(baseline.status, optimized.status) // → priced priced
console.log((savings.cost.savedUsd ?? 0) > 0) // → true
