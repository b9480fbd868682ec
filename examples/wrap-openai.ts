/** An OpenAI client that exists already, wrapped: the same calls, fewer tokens, and every call in the books. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { headroomOf, memoryLedger, withHeadroom } from '@headroom/core'
import OpenAI from 'openai'

// In place of api.openai.com: says how long the body was that came.
const server = createServer(async (request, response) => {
	const body = await text(request)
	const { model, stream } = JSON.parse(body)
	const usage = { prompt_tokens: 320, completion_tokens: 5, total_tokens: 325 }
	const answer = { id: 'answer-1', object: 'chat.completion', created: 0, model, usage }
	const said = `${body.length} characters came.`
	if (stream !== true) {
		const message = { role: 'assistant', content: said }
		response.setHeader('content-type', 'application/json')
		response.end(JSON.stringify({ ...answer, choices: [{ index: 0, message, finish_reason: 'stop' }] }))
		return
	}
	response.setHeader('content-type', 'text/event-stream')
	const choices = [{ index: 0, delta: { content: said }, finish_reason: 'stop' }]
	for (const chunk of [
		{ ...answer, choices, usage: null },
		{ ...answer, choices: [] },
	])
		response.write(`data: ${JSON.stringify(chunk)}\n\n`)
	response.end('data: [DONE]\n\n')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`

const ledger = memoryLedger()
const plain = new OpenAI({ apiKey: 'none', baseURL })
const openai = withHeadroom(plain, { ledger, tags: { app: 'shop' } })

const rows = Array.from({ length: 60 }, (_, n) => ({
	sku: `A-${1000 + n}`,
	stock: (n * 37) % 11,
	note: null,
}))
const content = `${JSON.stringify(rows, null, 2)}\n\nHow many of A-1018 are left?`
const messages = [{ role: 'user' as const, content }]

const before = await plain.chat.completions.create({ model: 'gpt-4o-mini', messages })
const after = await openai.chat.completions.create({ model: 'gpt-4o-mini', messages })
const lengths = [before, after].map(({ choices }) => Number.parseInt(choices[0]?.message.content ?? '', 10))
console.log((lengths[1] ?? 0) < (lengths[0] ?? 0) / 2) // → true

// Streams pass through as they come; the header labels the call and goes no further.
const headers = { 'x-headroom-tags': 'feature=stock' }
const stream = await openai.chat.completions.create(
	{ model: 'gpt-4o-mini', messages, stream: true },
	{ headers },
)
let chunks = 0
for await (const _ of stream) chunks += 1
console.log(chunks) // → 1

for (const { group, calls, savedUsd } of ledger.summarize('tag:feature'))
	console.log(group === '' ? 'without a feature' : group, calls, savedUsd > 0)
// → without a feature 1 true
// → stock 1 true

headroomOf(openai).close()
server.close()
server.closeAllConnections()
