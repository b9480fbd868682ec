import { ContextCompressor } from '@headroom/compressor'
import { HeadroomClient } from '@headroom/core'
import { ModelRouter } from '@headroom/router'
import { TokenSlimmer } from '@headroom/slimmer'
import { o200kBase } from '@headroom/tokenizer'
import { median } from './median.ts'
import { conversationOf, textOf } from './texts.ts'

const KINDS = ['prose', 'json', 'logs', 'chat']
const SIZES = [1_000, 10_000, 100_000]

const tokenizer = o200kBase()
const slimmer = new TokenSlimmer()
const compressor = new ContextCompressor()
const router = new ModelRouter({
	defaultModel: 'openai/gpt-4o',
	routes: [{ name: 'short', when: { maxWords: 50, contains: ['?'] }, model: 'openai/gpt-4o-mini' }],
})
const client = new HeadroomClient()
const query = 'Which order was cancelled, and why?'

const work: Readonly<Record<string, (text: string) => unknown>> = {
	count: (text) => tokenizer.count(text),
	slim: (text) => slimmer.slim(text),
	compress: (text) => compressor.compress(text, { query }),
	route: (text) => router.route(text),
	pipeline: (text) => client.optimize(`${text}\n\n${query}`),
}

/** Median milliseconds of each layer by kind and size, and how the time grows from n to 2n. */
async function main(): Promise<void> {
	console.log('Median milliseconds, warm; growth is t(2n)/t(n) up to the largest size (linear: 2).\n')
	for (const kind of KINDS) {
		const rows = [['layer', ...SIZES.map((size) => `${size / 1000}k tokens`), 'growth']]
		for (const [name, run] of Object.entries(work))
			rows.push(await row(name, (size) => run.bind(null, textOf(kind, size))))
		if (kind === 'chat') {
			rows.push(
				await row('compress turns', (size) => {
					const messages = conversationOf(size)
					return () => compressor.compress(messages, { query })
				}),
			)
		}
		console.log(`${kind}\n${rows.map(line).join('\n')}\n`)
	}
}

async function row(name: string, prepare: (size: number) => () => unknown): Promise<string[]> {
	const largest = SIZES.at(-1) ?? 0
	const times: number[] = []
	for (const size of [...SIZES, largest / 2]) times.push(await median(prepare(size)))
	const half = times.pop() ?? 1
	return [name, ...times.map((ms) => ms.toFixed(ms < 1 ? 3 : 1)), ((times.at(-1) ?? 0) / half).toFixed(2)]
}

function line(cells: readonly string[]): string {
	return `  ${cells.map((cell, at) => (at === 0 ? cell.padEnd(16) : cell.padStart(13))).join('')}`
}

await main()
