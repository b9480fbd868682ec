import { ContextCompressor } from '@headroom/compressor'
import { hostileTexts } from './hostile.ts'
import { median } from './median.ts'
import { milliseconds, print, verdict } from './table.ts'
import { textOf } from './texts.ts'

const KINDS = ['prose', 'json', 'logs', 'chat', 'code', 'commands', 'cjk']
/** Tokens of a text, and the milliseconds that compressing it may take. */
const SIZES: readonly (readonly [number, number])[] = [
	[10_000, 10],
	[100_000, 100],
]
const QUERIES = ['Which order was cancelled, and why?', '']

const HOSTILE_LENGTH = 1_000_000
const HOSTILE_BAR = 250
const ROUNDS = 3

/** Speed of Layer 2 with o200k_base, counting included: by kind with and without a query, and on one thing repeated. */
async function main(): Promise<void> {
	const compressor = new ContextCompressor()
	const rows: string[][] = []
	for (const kind of KINDS) {
		for (const [tokens, bar] of SIZES) {
			const text = textOf(kind, tokens)
			const times: number[] = []
			for (const query of QUERIES) times.push(await median(() => compressor.compress(text, { query })))
			const cells = times.map(milliseconds)
			rows.push([kind, `${tokens / 1000}k`, ...cells, ...verdict(Math.max(...times), bar)])
		}
	}
	print('Median milliseconds, warm', ['kind', 'tokens', 'with a query', 'without', 'bar', ''], rows)

	const worst: (readonly [string, number])[] = []
	for (const { unit, text } of hostileTexts(HOSTILE_LENGTH)) {
		for (const query of QUERIES) worst.push([unit, await fastest(compressor, text, query)])
	}
	print(
		`Milliseconds of ${HOSTILE_LENGTH / 1_000_000} MB of one thing repeated, the 20 worst`,
		['unit', 'ms', 'bar', ''],
		worst
			.sort((a, b) => b[1] - a[1])
			.slice(0, 20)
			.map(([unit, ms]) => [JSON.stringify(unit), milliseconds(ms), ...verdict(ms, HOSTILE_BAR)]),
	)
}

/** Fastest of a few runs: other work on the machine only ever adds time. */
async function fastest(compressor: ContextCompressor, text: string, query: string): Promise<number> {
	let least = Number.POSITIVE_INFINITY
	for (let round = 0; round < ROUNDS; round++) {
		const started = performance.now()
		await compressor.compress(text, { query })
		least = Math.min(least, performance.now() - started)
	}
	return least
}

await main()
