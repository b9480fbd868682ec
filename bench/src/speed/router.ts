import { createCatalog } from '@headroom/core'
import { ModelRouter, type Route } from '@headroom/router'
import { fewShot, hasDataset, loadClinc150, type Utterance } from '../routing/index.ts'
import { milliseconds, print, verdict } from './table.ts'

/** Milliseconds of a decision by rules and words, 99th percentile. */
const DECISION_BAR = 1
/** Milliseconds until 150 routes are ready to decide. */
const FIT_BAR = 5_000
const ROUNDS = 3

const RULES: readonly Route[] = [
	{ name: 'tools', when: { hasTools: true, minTokens: 5_000 }, model: 'gpt-4o' },
	{
		name: 'invoice',
		when: { any: [{ contains: ['invoice number'] }, { matches: 'inv-[0-9]{6}' }] },
		model: 'gpt-4o',
	},
	{ name: 'japanese', when: { language: 'japanese', maxWords: 200 }, model: 'gpt-4o' },
]

/** Speed of Layer 3 on CLINC150's 150 intents: until routes are ready, and of each decision after rules that do not hold. */
async function main(): Promise<void> {
	if (!hasDataset('clinc150')) {
		console.log('speed:router needs the dataset clinc150; set HEADROOM_DATASETS to the folder that holds it.')
		return
	}
	const { train, validation } = loadClinc150()
	const texts = validation.map((row) => row.text)
	const rows: string[][] = []
	for (const shots of [10, 100]) {
		const examples = fewShot(train, (row) => row.intent, shots, 1)
		const fits: number[] = []
		const medians: number[] = []
		const slowest: number[] = []
		for (let round = 0; round < ROUNDS; round++) {
			const started = performance.now()
			const router = routerOf(examples)
			await router.route('where is my order')
			fits.push(performance.now() - started)
			const times = await timesOf(router, texts)
			medians.push(at(times, 0.5))
			slowest.push(at(times, 0.99))
		}
		const [fit, p50, p99] = [middle(fits), middle(medians), middle(slowest)]
		rows.push([
			`150 × ${shots}`,
			milliseconds(fit),
			...verdict(fit, FIT_BAR),
			milliseconds(p50),
			milliseconds(p99),
			...verdict(p99, DECISION_BAR),
		])
	}
	print(
		`Three rules and 150 semantic routes, lexical; ${texts.length} decisions, medians of ${ROUNDS} rounds, milliseconds`,
		['routes × examples', 'ready', 'bar', '', 'p50', 'p99', 'bar', ''],
		rows,
	)
}

function routerOf(examples: readonly Utterance[]): ModelRouter {
	const byIntent = new Map<string, string[]>()
	for (const { text, intent } of examples) {
		const list = byIntent.get(intent)
		if (list === undefined) byIntent.set(intent, [text])
		else list.push(text)
	}
	const semantic = [...byIntent].map(
		([name, utterances]): Route => ({ name, type: 'semantic', utterances, model: 'gpt-4o-mini' }),
	)
	return new ModelRouter({
		defaultModel: 'gpt-4o',
		catalog: createCatalog(),
		semantic: 'lexical',
		routes: [...RULES, ...semantic],
	})
}

async function timesOf(router: ModelRouter, texts: readonly string[]): Promise<number[]> {
	const times: number[] = []
	for (const text of texts) {
		const started = performance.now()
		await router.route(text)
		times.push(performance.now() - started)
	}
	return times
}

function middle(values: readonly number[]): number {
	return at(values, 0.5)
}

/** The value below which a share of the values lies. */
function at(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b)
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

await main()
