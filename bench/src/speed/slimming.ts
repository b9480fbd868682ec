import { performance } from 'node:perf_hooks'
import { TokenSlimmer } from '@headroom/slimmer'
import { LEVELS } from '../slimming/subjects.ts'
import { hostileTexts } from './hostile.ts'
import { median } from './median.ts'
import { milliseconds, print, verdict } from './table.ts'
import { textOf, textOfLength } from './texts.ts'

/** Kinds of text, and the milliseconds that 10,000 tokens of them may take. */
const KINDS: readonly { readonly kind: string; readonly bar?: number }[] = [
	{ kind: 'logs', bar: 15 },
	{ kind: 'json', bar: 15 },
	{ kind: 'prose', bar: 4 },
	{ kind: 'code' },
	{ kind: 'cjk' },
	{ kind: 'commands' },
]
const TOKENS = 10_000

const MEGABYTES = [1.25, 2.5, 5, 10]

const HOSTILE_LENGTH = 100_000
const HOSTILE_BAR = 20
/** Runs of which the fastest counts, of a long and of a short text: other work on the machine only ever adds time. */
const [LONG_ROUNDS, SHORT_ROUNDS] = [3, 9]

/** Speed of Layer 1 with o200k_base: by kind and level, as texts grow, and on repetitions of one thing. */
async function main(): Promise<void> {
	await kinds()
	growth()
	hostile()
}

async function kinds(): Promise<void> {
	const rows: string[][] = []
	for (const { kind, bar } of KINDS) {
		const text = textOf(kind, TOKENS)
		const times: number[] = []
		for (const level of LEVELS) {
			const slimmer = new TokenSlimmer({ level })
			times.push(await median(() => slimmer.slim(text)))
		}
		rows.push([kind, ...times.map(milliseconds), ...verdict(Math.max(...times), bar)])
	}
	print(`Median milliseconds of ${TOKENS / 1000}k tokens, warm`, ['kind', ...LEVELS, 'bar', ''], rows)
}

function growth(): void {
	const rows = ['logs', 'json'].map((kind) => {
		const times = MEGABYTES.map((size) => fastest(textOfLength(kind, size * 1_000_000), LONG_ROUNDS))
		const ratios = times.slice(1).map((time, index) => time / (times[index] ?? time))
		const cells = times.map((time, index) => {
			const ratio = ratios[index - 1]
			return ratio === undefined ? milliseconds(time) : `${milliseconds(time)} (${ratio.toFixed(2)})`
		})
		return [kind, ...cells]
	})
	print(
		'Milliseconds as a text grows, and t(2n)/t(n); linear: 2',
		['kind', ...MEGABYTES.map((size) => `${size} MB`)],
		rows,
	)
}

function hostile(): void {
	const rows = hostileTexts(HOSTILE_LENGTH)
		.map(({ unit, text }) => ({ unit, ms: fastest(text, SHORT_ROUNDS) }))
		.sort((a, b) => b.ms - a.ms)
		.map(({ unit, ms }) => [JSON.stringify(unit), milliseconds(ms), ...verdict(ms, HOSTILE_BAR)])
	print(
		`Milliseconds of ${HOSTILE_LENGTH / 1000} KB of one thing repeated, worst first`,
		['unit', 'ms', 'bar', ''],
		rows,
	)
}

/** Fastest of a few runs, in milliseconds. */
function fastest(text: string, rounds: number): number {
	const slimmer = new TokenSlimmer()
	let least = Number.POSITIVE_INFINITY
	for (let round = 0; round < rounds; round++) {
		const started = performance.now()
		slimmer.slim(text)
		least = Math.min(least, performance.now() - started)
	}
	return least
}

await main()
