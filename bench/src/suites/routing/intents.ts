import { ModelRouter, type ModelRouterOptions } from '@headroom/router'
import { minilmEmbedder } from '@headroom/router/minilm'
import {
	balancedSplit,
	centroidIntents,
	fewShot,
	inScopeAccuracy,
	keptEmbedder,
	loadBanking77,
	loadClinc150,
	loadHwu64,
	outOfScopeReport,
	type Utterance,
} from '../../routing/index.ts'
import type { Figures } from './figures.ts'

/** Utterances judged by our router: each costs a decision over up to 150 routes. */
const JUDGED = 1_000

interface IntentData {
	readonly train: readonly Utterance[]
	readonly test: readonly Utterance[]
	readonly outOfScope: readonly string[]
}

type Guess = (
	train: readonly Utterance[],
	texts: readonly string[],
) => Promise<readonly { predicted: string; confidence: number }[]>

const methods: Readonly<Record<string, Guess>> = {
	'TF-IDF centroid': async (train, texts) => centroidIntents(train, texts),
	'ModelRouter, lexical': (train, texts) => ourRouter(train, texts, { semantic: 'lexical' }),
	'ModelRouter, MiniLM': (train, texts) =>
		ourRouter(train, texts, { embedder: keptEmbedder(minilmEmbedder()) }),
}

/** Embedding all examples takes minutes: it is done where texts out of scope are told apart too. */
const embedsAll = (dataset: string): boolean => dataset === 'clinc150'

/** How often the right one of many semantic routes is chosen, by examples given, and what of other texts is told apart. */
export async function intentFigures(
	dataset: 'clinc150' | 'banking77' | 'hwu64',
	seed: number,
): Promise<Figures[]> {
	const { train, test, outOfScope } = load(dataset, seed)
	const figures: Figures[] = []
	for (const [subject, guess] of Object.entries(methods)) {
		const metrics: Record<string, number> = {}
		for (const shots of [5, 10, Number.POSITIVE_INFINITY]) {
			if (shots > 10 && subject === 'ModelRouter, MiniLM' && !embedsAll(dataset)) continue
			const examples =
				shots === Number.POSITIVE_INFINITY ? train : fewShot(train, (row) => row.intent, shots, seed)
			const guesses = await guess(examples, [...test.map((row) => row.text), ...outOfScope])
			const judged = test.map(({ intent }, index) => ({
				intent,
				predicted: '',
				confidence: 0,
				...guesses[index],
			}))
			const name = shots === Number.POSITIVE_INFINITY ? 'all' : String(shots)
			metrics[`accuracy@${name}`] = inScopeAccuracy(judged)
			if (name !== 'all' || outOfScope.length === 0) continue
			const report = outOfScopeReport(
				judged,
				guesses.slice(test.length).map((row) => row.confidence),
			)
			metrics['oos-recall@5%'] = report.outOfScopeRecall
			metrics['oos-auroc'] = report.auroc
		}
		figures.push({ subject, items: test.length, metrics })
	}
	return figures
}

async function ourRouter(
	train: readonly Utterance[],
	texts: readonly string[],
	options: ModelRouterOptions,
): Promise<{ predicted: string; confidence: number }[]> {
	const utterances = new Map<string, string[]>()
	for (const { text, intent } of train) utterances.set(intent, [...(utterances.get(intent) ?? []), text])
	const router = new ModelRouter({
		...options,
		defaultModel: 'none',
		// Without a threshold the best route always wins, which is what accuracy asks.
		routes: [...utterances].map(([name, list]) => ({
			name,
			type: 'semantic',
			utterances: list,
			model: name,
			threshold: 0,
		})),
	})
	const guesses: { predicted: string; confidence: number }[] = []
	for (const text of texts) {
		const { route, score } = await router.route(text)
		guesses.push({ predicted: route ?? '', confidence: score ?? 0 })
	}
	return guesses
}

/** CLINC150 has a validation part of its own; of the others' training parts a balanced test is set aside. */
function load(dataset: 'clinc150' | 'banking77' | 'hwu64', seed: number): IntentData {
	if (dataset === 'clinc150') {
		const { train, validation, outOfScopeValidation } = loadClinc150()
		return { train, test: evenly(validation), outOfScope: outOfScopeValidation }
	}
	const [rows, each] = dataset === 'banking77' ? [loadBanking77(), 30] : [loadHwu64(), 15]
	const { train, test } = balancedSplit(rows, (row) => row.intent, each, seed)
	return { train, test: evenly(test), outOfScope: [] }
}

function evenly(rows: readonly Utterance[]): readonly Utterance[] {
	const step = Math.max(1, rows.length / JUDGED)
	return Array.from(
		{ length: Math.min(JUDGED, rows.length) },
		(_, index) => rows[Math.floor(index * step)] as Utterance,
	)
}
