/**
 * Speed of token counting with o200k_base: ours, gpt-tokenizer, js-tiktoken and tiktoken (WASM) on prose, code, JSON
 * and Chinese and Japanese, then on hostile runs.
 *
 * Each figure comes from a process of its own, so that no library profits from what ran before. Part of
 * `pnpm bench:speed`. Texts come from HEADROOM_DATASETS, or from this repository where there is none.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Bench } from 'tinybench'

type Count = (text: string) => number

const LIBRARIES: Readonly<Record<string, () => Promise<Count>>> = {
	'@headroom/tokenizer': async () => {
		const { o200kBase } = await import('@headroom/tokenizer')
		return (text) => o200kBase().count(text)
	},
	'gpt-tokenizer': async () => {
		const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
		return (text) => countTokens(text, { disallowedSpecial: new Set() })
	},
	'js-tiktoken': async () => {
		const { getEncoding } = await import('js-tiktoken')
		const encoding = getEncoding('o200k_base')
		return (text) => encoding.encode(text, [], []).length
	},
	tiktoken: async () => {
		const { get_encoding } = await import('tiktoken')
		const encoding = get_encoding('o200k_base')
		return (text) => encoding.encode_ordinary(text).length
	},
}

const BYTES = 1_000_000
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const DATASETS = process.env.HEADROOM_DATASETS ?? join(ROOT, '../shared/datasets')

/** Where the text of each kind comes from: data sets, else files of this repository by the end of their name. */
const SOURCES: Readonly<Record<string, { readonly sets: readonly string[]; readonly files: RegExp }>> = {
	prose: { sets: ['nq-multidoc', 'hotpot-nd8'], files: /\.md$/ },
	code: { sets: ['code-lookup'], files: /\.ts$/ },
	json: { sets: ['json-tools', 'bfcl-tools'], files: /\.json$/ },
	cjk: { sets: ['cmrc2018', 'jsquad'], files: /\.gen\.ts$/ },
}

function textOf(kind: string): string {
	const source = SOURCES[kind]
	if (source === undefined) throw new Error(`No kind of text is called ${kind}.`)
	const parts = existsSync(DATASETS) ? source.sets.flatMap(contextsOf) : filesOf(ROOT, source.files)
	let text = ''
	for (const part of parts) {
		text += `${part}\n`
		if (Buffer.byteLength(text) >= BYTES) break
	}
	return text
}

function contextsOf(set: string): string[] {
	const lines = readFileSync(join(DATASETS, set, 'dev.jsonl'), 'utf8').split('\n')
	return lines.flatMap((line) => {
		if (line === '') return []
		const { context } = JSON.parse(line)
		return typeof context === 'string' ? [context] : []
	})
}

function filesOf(folder: string, name: RegExp): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name)
		if (entry.isDirectory()) return /^(?:node_modules|dist|\..*)$/.test(entry.name) ? [] : filesOf(path, name)
		return name.test(entry.name) ? [readFileSync(path, 'utf8')] : []
	})
}

const HOSTILE: Readonly<Record<string, (bytes: number) => string>> = {
	'one letter': (bytes) => 'a'.repeat(bytes),
	spaces: (bytes) => ' '.repeat(bytes),
	'line breaks': (bytes) => '\n'.repeat(bytes),
	'one Chinese character': (bytes) => '中'.repeat(bytes / 3),
	'one ZWJ emoji': (bytes) => '👨‍👩‍👧'.repeat(bytes / 18),
	base64: (bytes) => {
		const noise = new Uint8Array((bytes * 3) / 4)
		let state = 1
		for (let i = 0; i < noise.length; i++) {
			state = (Math.imul(state, 1_103_515_245) + 12_345) | 0
			noise[i] = state >>> 16
		}
		return Buffer.from(noise).toString('base64')
	},
}

/** What a child process measures: milliseconds, and whatever it counted. */
interface Measure {
	/** The first count, tokenizer loaded but text new. */
	readonly first: number
	/** Median of later counts, by tinybench; only for texts. */
	readonly again?: number
	/** From nothing loaded to the first count of one word. */
	readonly cold: number
}

async function measure(library: string, job: string, argument: string): Promise<Measure> {
	const start = performance.now()
	const load = LIBRARIES[library]
	if (load === undefined) throw new Error(`No library is called ${library}.`)
	const count = await load()
	count('word')
	const cold = performance.now() - start
	if (job === 'hostile') {
		const [kind = '', bytes] = argument.split('@')
		return { cold, first: timed(count, HOSTILE[kind]?.(Number(bytes)) ?? '') }
	}
	const text = textOf(argument)
	const first = timed(count, text)
	const bench = new Bench({ time: 500, iterations: 3, warmup: false })
	bench.add(library, () => {
		count(text)
	})
	await bench.run()
	const result = bench.tasks[0]?.result
	if (result === undefined || !('latency' in result)) throw new Error(`${library} failed on ${argument}.`)
	return { cold, first, again: result.latency.p50 }
}

function timed(count: Count, text: string): number {
	const start = performance.now()
	count(text)
	return performance.now() - start
}

/** Runs `measure` in a new process; `undefined` where it takes longer than `seconds`. */
function inChild(library: string, job: string, argument: string, seconds = 60): Measure | undefined {
	try {
		const self = fileURLToPath(import.meta.url)
		const output = execFileSync(process.execPath, [self, library, job, argument], {
			encoding: 'utf8',
			timeout: seconds * 1000,
			stdio: ['ignore', 'pipe', 'ignore'],
		})
		return JSON.parse(output) as Measure
	} catch {
		return undefined
	}
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

function row(cells: readonly string[]): string {
	return `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(22) : cell.padStart(12))).join(' | ')} |`
}

function printTexts(): void {
	const kinds = Object.keys(SOURCES)
	console.log('Count, MB/s: of text new to the library / of text counted before\n')
	console.log(row(['', ...kinds, 'cold, ms']))
	console.log(row(['---', ...kinds.map(() => '--:'), '--:']))
	for (const library of Object.keys(LIBRARIES)) {
		let cold = Number.NaN
		const cells = kinds.map((kind) => {
			const measured = inChild(library, 'text', kind)
			if (measured === undefined) return 'over 60 s'
			cold = measured.cold
			const megabytes = Buffer.byteLength(textOf(kind)) / 1e6
			const speed = (ms: number | undefined): string => ((megabytes * 1000) / (ms ?? Number.NaN)).toFixed(1)
			return `${speed(measured.first)} / ${speed(measured.again)}`
		})
		console.log(row([library, ...cells, cold.toFixed(0)]))
	}
}

/** Others are given a hundredth and one try of 20 seconds, since they need time with the square of the length. */
function printHostile(): void {
	for (const library of Object.keys(LIBRARIES)) {
		const ours = library === '@headroom/tokenizer'
		const bytes = ours ? BYTES : BYTES / 100
		const tries = ours ? [1, 2, 3, 4, 5] : [1]
		console.log(`\nFirst count, ms: ${library}, n = ${bytes} bytes, median of ${tries.length} processes\n`)
		console.log(row(['', 't(n)', 't(2n)', 't(2n)/t(n)']))
		console.log(row(['---', '--:', '--:', '--:']))
		for (const kind of Object.keys(HOSTILE)) {
			const time = (size: number): number =>
				median(tries.map(() => inChild(library, 'hostile', `${kind}@${size}`, 20)?.first ?? Number.NaN))
			const one = time(bytes)
			const two = Number.isNaN(one) ? one : time(2 * bytes)
			const cells = Number.isNaN(one)
				? ['over 20 s', '', '']
				: [one.toFixed(1), two.toFixed(1), (two / one).toFixed(2)]
			console.log(row([kind, ...cells]))
		}
	}
}

const [library, job, argument] = process.argv.slice(2)
if (library !== undefined && job !== undefined && argument !== undefined) {
	console.log(JSON.stringify(await measure(library, job, argument)))
} else {
	printTexts()
	printHostile()
}
