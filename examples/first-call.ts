/** The first call: a headroom.yaml, an answer, what it saved, and the report. Here a server of our own plays OpenAI. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { HeadroomClient } from '@headroom/core'

const server = createServer(async (request, response) => {
	const { model } = JSON.parse(await text(request))
	const message = { role: 'assistant', content: 'Ten are left.' }
	const choices = [{ index: 0, message, finish_reason: 'stop' }]
	const usage = { prompt_tokens: 1000, completion_tokens: 5, total_tokens: 1005 }
	response.setHeader('content-type', 'application/json')
	response.end(JSON.stringify({ id: 'answer-1', model, choices, usage }))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo

const folder = mkdtempSync(join(tmpdir(), 'headroom-first-call-'))
const file = join(folder, 'headroom.yaml')
// With a key in OPENAI_API_KEY neither of these two lines is needed. The ledger is a file unless it says memory.
writeFileSync(
	file,
	`providers: { openai: { api_key: none, base_url: "http://127.0.0.1:${port}/v1" } }
monitoring: { enabled: true, log: false, ledger: { store: memory } }`,
)
const rows = Array.from({ length: 90 }, (_, n) => ({
	sku: `A-${1000 + n}`,
	stock: (n * 37) % 11,
	note: null,
}))
const question = `${JSON.stringify(rows, null, 2)}\n\nHow many of A-1018 are left?`

const client = HeadroomClient.fromConfig(file)
const { content, tokenSavings } = await client.chat(question)
console.log(content, tokenSavings > 50) // → Ten are left. true

console.log(client.report({ by: 'model' }).rows.map(({ group, calls }) => `${group}: ${calls}`)) // → [ 'openai/gpt-4o-mini: 1' ]

client.close()
server.close()
server.closeAllConnections()
rmSync(folder, { recursive: true })
