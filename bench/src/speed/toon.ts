import { TokenSlimmer } from '@headroom/slimmer'
import { o200kBase } from '@headroom/tokenizer'
import { encode } from '@toon-format/toon'
import { allSets } from '../data/index.ts'

const tokenizer = o200kBase()
const slimmer = new TokenSlimmer()

/** Tokens and milliseconds of JSON payloads: as given, minified, slimmed, and as TOON, which is given the parsed value. */
function main(): void {
	console.log(
		'JSON payloads: tokens (o200k_base) and milliseconds over all of a set; minify and TOON need the parsed value\n',
	)
	console.log(row(['set', 'payloads', 'given', 'minified', 'slimmed', 'TOON', 'slim ms', 'TOON ms']))
	for (const name of ['json-apis', 'json-tools']) {
		const payloads = payloadsOf(name)
		if (payloads.length === 0) continue
		const [slimmed, slimMs] = timed(() => payloads.map((text) => slimmer.slim(text).text))
		const values = payloads.map((text) => JSON.parse(text) as unknown)
		const [toon, toonMs] = timed(() => values.map((value) => encode(value)))
		const tokens = [payloads, values.map((value) => JSON.stringify(value)), slimmed, toon].map(count)
		console.log(
			row([name, String(payloads.length), ...tokens.map(String), slimMs.toFixed(0), toonMs.toFixed(0)]),
		)
	}
}

function payloadsOf(name: string): string[] {
	const cases = allSets().find((set) => set.name === name)?.cases ?? []
	const texts = new Set(cases.flatMap(({ prompt }) => (typeof prompt === 'string' ? [prompt] : [])))
	return [...texts].filter(isJson)
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text)
		return true
	} catch {
		return false
	}
}

function count(texts: readonly string[]): number {
	return texts.reduce((sum, text) => sum + tokenizer.count(text), 0)
}

function timed<T>(work: () => T): [T, number] {
	// Once to warm up: first calls pay for compilation, not for the work.
	work()
	const started = performance.now()
	const result = work()
	return [result, performance.now() - started]
}

function row(cells: readonly string[]): string {
	return cells.map((cell, at) => (at === 0 ? cell.padEnd(12) : cell.padStart(10))).join('')
}

main()
