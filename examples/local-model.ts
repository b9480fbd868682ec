/** A model on this machine, as Ollama, vLLM or LM Studio serve it, asked in a stream. No key, and a price of your own. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCatalog, HeadroomClient } from '@headroom/core'
import { openaiCompatible } from '@headroom/providers/openai-compatible'

// In place of Ollama, which listens at http://localhost:11434/v1.
const server = createServer((_request, response) => {
	response.setHeader('content-type', 'text/event-stream')
	const say = (chunk: object) => response.write(`data: ${JSON.stringify({ model: 'qwen3', ...chunk })}\n\n`)
	for (const content of ['Ten are ', 'left.']) say({ choices: [{ index: 0, delta: { content } }] })
	say({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
	say({ choices: [], usage: { prompt_tokens: 700, completion_tokens: 4 } })
	response.end('data: [DONE]\n\n')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`

const headroom = new HeadroomClient({
	model: 'ollama/qwen3',
	providers: [openaiCompatible({ id: 'ollama', baseURL })],
	// What a million tokens cost you in electricity and hardware; without it, the money of these calls is "unpriced".
	catalog: createCatalog({
		overrides: { 'ollama/qwen3': { price: { input: 0.05, output: 0.2, source: 'our own reckoning' } } },
	}),
})

const rows = Array.from({ length: 60 }, (_, n) => ({
	sku: `A-${1000 + n}`,
	stock: (n * 37) % 11,
	note: null,
}))
const stream = headroom.stream(`${JSON.stringify(rows, null, 2)}\n\nHow many of A-1018 are left?`)
for await (const text of stream.text) console.log(text)
// → Ten are
// → left.
const { usage, tokenSavings, record } = await stream.result
console.log(usage?.inputTokens, tokenSavings > 40, (record.savedUsd ?? 0) > 0) // → 700 true true

server.close()
server.closeAllConnections()
