import { bootstrap, quantile } from '../statistics/index.ts'
import type { GroupSummary, ItemRecord, MetricSummary } from './record.ts'

/** Resamples of the noise of a mean: enough for a half width, cheap enough for every metric of every group. */
const RESAMPLES = 1_000

/** Groups records by suite, dataset and subject, in the order met. */
export function summarize(records: readonly ItemRecord[]): GroupSummary[] {
	const groups = new Map<string, ItemRecord[]>()
	for (const record of records) {
		const key = JSON.stringify([record.suite, record.dataset, record.subject])
		const group = groups.get(key)
		if (group === undefined) groups.set(key, [record])
		else group.push(record)
	}
	return [...groups.values()].map(summarizeGroup)
}

function summarizeGroup(records: readonly ItemRecord[]): GroupSummary {
	const [first] = records as [ItemRecord]
	const ratios = records.map((record) =>
		record.tokensBefore === 0 ? 1 : record.tokensAfter / record.tokensBefore,
	)
	const times = records.map((record) => record.ms)
	const names = [...new Set(records.flatMap((record) => Object.keys(record.metrics)))]
	return {
		suite: first.suite,
		dataset: first.dataset,
		kind: first.kind,
		subject: first.subject,
		items: records.length,
		tokensBefore: sum(records.map((record) => record.tokensBefore)),
		tokensAfter: sum(records.map((record) => record.tokensAfter)),
		ms: sum(times),
		ratio: mean(ratios),
		leastRatio: Math.min(...ratios),
		msP50: quantile(times, 0.5),
		msP95: quantile(times, 0.95),
		metrics: Object.fromEntries(names.map((name) => [name, summarizeMetric(records, name)])),
	}
}

function summarizeMetric(records: readonly ItemRecord[], name: string): MetricSummary {
	const measured = records.filter((record) => record.metrics[name] !== undefined)
	const values = measured.map((record) => record.metrics[name] as number)
	return {
		items: values.length,
		mean: mean(values),
		least: Math.min(...values),
		noise: noise(measured, values),
	}
}

/** Half width of the 95 % interval of the mean, clusters resampled whole; 0 where nothing varies. */
function noise(records: readonly ItemRecord[], values: readonly number[]): number {
	const clusters = new Map<string, { sum: number; items: number }>()
	for (const [index, { cluster }] of records.entries()) {
		const entry = clusters.get(cluster) ?? { sum: 0, items: 0 }
		clusters.set(cluster, { sum: entry.sum + (values[index] ?? 0), items: entry.items + 1 })
	}
	if (clusters.size < 2 || values.every((value) => value === values[0])) return 0
	const units = [...clusters.values()]
	const statistic = (drawn: Int32Array): number => {
		let [sum, items] = [0, 0]
		for (const index of drawn) {
			sum += units[index]?.sum ?? 0
			items += units[index]?.items ?? 0
		}
		return sum / items
	}
	const { lower, upper } = bootstrap(units.length, statistic, { resamples: RESAMPLES })
	return (upper - lower) / 2
}

function mean(values: readonly number[]): number {
	return sum(values) / values.length
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0)
}
