import {
	flips,
	holm,
	mcnemar,
	type NonInferiorityVerdict,
	nonInferiority,
	type Pair,
} from '../statistics/index.ts'
import type { ItemRecord } from './record.ts'

/** Scores that are compared with those of the unchanged prompt, and what counts as passing. */
const PASS: Readonly<Record<string, number>> = { answer: 1, 'reader-f1': 0.5 }
const CONTROL = 'unchanged'
/** All datasets of a subject together. */
const ALL = 'all'

/** Whether a method's scores are no worse than those of the unchanged prompt, by two points. */
export interface Verdict {
	readonly subject: string
	readonly metric: string
	/** A dataset, or `all`. */
	readonly dataset: string
	readonly items: number
	readonly clusters: number
	/** Mean change, after minus before, with its one-sided 95 % bounds; clusters of one text are resampled together. */
	readonly change: number
	readonly lower: number
	readonly upper: number
	readonly lost: number
	readonly gained: number
	/** Exact McNemar, two-sided; takes items as independent. */
	readonly pFlips: number
	/** Of "worse by more than two points"; corrected by Holm over the datasets of one subject and metric. */
	readonly pInferior: number
	readonly verdict: NonInferiorityVerdict
	readonly itemsNeeded: number
}

/** Pairs every method with the unchanged prompt, item by item. Empty where the run has no such control. */
export function verdicts(records: readonly ItemRecord[], subjects: readonly string[]): Verdict[] {
	const control = new Map(
		records.filter((record) => record.subject === CONTROL).map((record) => [keyOf(record), record]),
	)
	return subjects.flatMap((subject) =>
		Object.keys(PASS).flatMap((metric) => {
			const pairs = pairsOf(
				records.filter((record) => record.subject === subject),
				control,
				metric,
			)
			const datasets = [...new Set(pairs.map((pair) => pair.dataset))]
			const single = datasets.map((dataset) =>
				judge(
					subject,
					metric,
					dataset,
					pairs.filter((pair) => pair.dataset === dataset),
				),
			)
			const corrected = holm(single.map((verdict) => verdict.pInferior))
			const rows = single.map((verdict, index) => ({
				...verdict,
				pInferior: corrected[index] ?? verdict.pInferior,
			}))
			return datasets.length < 2 ? rows : [judge(subject, metric, ALL, pairs), ...rows]
		}),
	)
}

type DatasetPair = Pair & { readonly dataset: string }

function keyOf({ suite, dataset, item }: ItemRecord): string {
	return JSON.stringify([suite, dataset, item])
}

function pairsOf(
	records: readonly ItemRecord[],
	control: ReadonlyMap<string, ItemRecord>,
	metric: string,
): DatasetPair[] {
	return records.flatMap((record) => {
		const [before, after] = [control.get(keyOf(record))?.metrics[metric], record.metrics[metric]]
		return before === undefined || after === undefined
			? []
			: [{ before, after, cluster: record.cluster, dataset: record.dataset }]
	})
}

function judge(subject: string, metric: string, dataset: string, pairs: readonly Pair[]): Verdict {
	const { lost, gained } = flips(pairs, PASS[metric])
	const { estimate, lower, upper, pValue, items, clusters, itemsNeeded, verdict } = nonInferiority(pairs)
	return {
		subject,
		metric,
		dataset,
		items,
		clusters,
		change: estimate,
		lower,
		upper,
		lost,
		gained,
		pFlips: mcnemar(lost, gained),
		pInferior: pValue,
		verdict,
		itemsNeeded,
	}
}

/** The verdicts as a Markdown section. */
export function verdictSection(all: readonly Verdict[]): string {
	if (all.length === 0) return ''
	const head =
		'| subject | metric | dataset | items | clusters | change | 95 % bounds | lost | gained | McNemar p | worse p (Holm) | verdict |\n|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|'
	const rows = all.map((row) => {
		const words =
			row.verdict === 'not-enough-items' ? `not enough items (${row.itemsNeeded} needed)` : row.verdict
		const cells = [
			row.subject,
			row.metric,
			row.dataset,
			row.items,
			row.clusters,
			points(row.change),
			`${points(row.lower)} … ${points(row.upper)}`,
			row.lost,
			row.gained,
			row.pFlips.toPrecision(2),
			row.pInferior.toPrecision(2),
			words,
		]
		return `| ${cells.join(' | ')} |`
	})
	return `\n## Against the unchanged prompt\n\nNon-inferior: the lower bound of the change lies above −2 points. \`reader-f1\` passes at 0.5.\n\n${head}\n${rows.join('\n')}\n`
}

function points(share: number): string {
	return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`
}
