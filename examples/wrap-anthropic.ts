/** An Anthropic client that exists already, wrapped: the same calls, and each of them in the books. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Anthropic from '@anthropic-ai/sdk'
import { createReport, memoryLedger, withHeadroom } from '@headroom/core'

// In place of api.anthropic.com: bills 900 tokens, of which 600 were read from the prompt cache.
const lengths: number[] = []
const server = createServer(async (request, response) => {
	const body = await text(request)
	lengths.push(body.length)
	const { model } = JSON.parse(body)
	const usage = { input_tokens: 300, cache_read_input_tokens: 600, output_tokens: 5 }
	const content = [{ type: 'text', text: 'Ten are left.' }]
	response.setHeader('content-type', 'application/json')
	response.end(
		JSON.stringify({
			id: 'msg_1',
			type: 'message',
			role: 'assistant',
			model,
			content,
			stop_reason: 'end_turn',
			usage,
		}),
	)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const ledger = memoryLedger()
const plain = new Anthropic({ apiKey: 'none', baseURL })
const anthropic = withHeadroom(plain, { ledger, tags: { app: 'shop' } })

const rows = Array.from({ length: 60 }, (_, n) => ({
	sku: `A-${1000 + n}`,
	stock: (n * 37) % 11,
	note: null,
}))
const content = `${JSON.stringify(rows, null, 2)}\n\nHow many of A-1018 are left?`
const ask = { model: 'claude-haiku-4-5', max_tokens: 100, messages: [{ role: 'user' as const, content }] }

await plain.messages.create(ask)
const { content: answer } = await anthropic.messages.create(ask)
console.log(answer[0]?.type === 'text' && answer[0].text) // → Ten are left.
console.log((lengths[1] ?? 0) < (lengths[0] ?? 0) / 2) // → true

// Anthropic's input_tokens leave out what the cache held: the report counts it in.
const { total } = createReport(ledger, { by: 'tag:app' })
console.log(total.calls, total.inputTokens, total.cacheReadInputTokens) // → 1 900 600
console.log(total.savedUsd > 0) // → true

server.close()
server.closeAllConnections()
