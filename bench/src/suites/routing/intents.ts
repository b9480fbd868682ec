import {
	balancedSplit,
	fewShot,
	halves,
	inScopeAccuracy,
	loadBanking77,
	loadClinc150,
	loadClinc150Test,
	loadHwu64,
	outOfScopeReport,
	type RoutedUtterance,
	type Utterance,
} from '../../routing/index.ts'
import { mean, standardDeviation } from '../../statistics/index.ts'
import type { Figures } from './figures.ts'
import { type IntentSubject, intentSubjects } from './intent-subjects.ts'

type Dataset = 'clinc150' | 'banking77' | 'hwu64'

interface IntentData {
	readonly train: readonly Utterance[]
	readonly test: readonly Utterance[]
	readonly outOfScope: readonly string[]
}

/** How often the right one of many semantic routes is chosen, by examples given, and what of other texts is told apart. */
export async function intentFigures(dataset: Dataset, seed: number): Promise<Figures[]> {
	const data = load(dataset, seed)
	const figures: Figures[] = []
	for (const subject of intentSubjects) {
		const test = evenly(data.test, subject.judged)
		const metrics: Record<string, number> = {}
		for (const shots of [5, 10])
			Object.assign(metrics, await fewShotMetrics(subject, data, test, shots, seed))
		if (subject.learnsAll(dataset)) Object.assign(metrics, await allMetrics(subject, data, test))
		figures.push({ subject: subject.name, items: test.length, metrics })
	}
	return figures
}

/** Which examples were drawn moves accuracy by a point or more: the mean over draws, and how far they lie apart. */
async function fewShotMetrics(
	{ guess, draws }: IntentSubject,
	{ train }: IntentData,
	test: readonly Utterance[],
	shots: number,
	seed: number,
): Promise<Record<string, number>> {
	const accuracies: number[] = []
	for (let draw = 0; draw < draws; draw++) {
		const examples = fewShot(train, (row) => row.intent, shots, seed + draw)
		const guesses = await guess(
			examples,
			test.map((row) => row.text),
		)
		accuracies.push(inScopeAccuracy(routedAs(test, guesses)))
	}
	const metrics = { [`accuracy@${shots}`]: mean(accuracies) }
	return draws < 2 ? metrics : { ...metrics, [`accuracy@${shots}-sd`]: standardDeviation(accuracies) }
}

async function allMetrics(
	{ guess }: IntentSubject,
	{ train, outOfScope }: IntentData,
	test: readonly Utterance[],
): Promise<Record<string, number>> {
	const guesses = await guess(train, [...test.map((row) => row.text), ...outOfScope])
	const judged = routedAs(test, guesses)
	const metrics = { 'accuracy@all': inScopeAccuracy(judged) }
	if (outOfScope.length === 0) return metrics
	const report = outOfScopeReport(
		judged,
		guesses.slice(test.length).map((row) => row.confidence),
	)
	return { ...metrics, 'oos-recall@5%': report.outOfScopeRecall, 'oos-auroc': report.auroc }
}

function routedAs(
	test: readonly Utterance[],
	guesses: readonly Omit<RoutedUtterance, 'intent'>[],
): RoutedUtterance[] {
	return test.map(({ intent }, index) => ({ intent, predicted: '', confidence: 0, ...guesses[index] }))
}

/**
 * The official parts where the held-out rows are there. Without them CLINC150's validation part is the test, and of the
 * others' training parts a balanced test is set aside.
 */
function load(dataset: Dataset, seed: number): IntentData {
	if (dataset === 'clinc150') {
		const { train, validation, outOfScopeValidation } = loadClinc150()
		const { test, outOfScope } = loadClinc150Test()
		return test.length === 0
			? { train, test: validation, outOfScope: outOfScopeValidation }
			: { train, test, outOfScope }
	}
	const [rows, each] = dataset === 'banking77' ? ([loadBanking77, 30] as const) : ([loadHwu64, 15] as const)
	const split = halves(rows, (all) => balancedSplit(all, (row) => row.intent, each, seed))
	return { ...split, outOfScope: [] }
}

/** At most so many rows, from all of the list. */
function evenly(rows: readonly Utterance[], most: number): readonly Utterance[] {
	const step = Math.max(1, rows.length / most)
	return Array.from(
		{ length: Math.min(most, rows.length) },
		(_, index) => rows[Math.floor(index * step)] as Utterance,
	)
}
