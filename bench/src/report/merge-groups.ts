import type { GroupSummary, MetricSummary } from '../results/record.ts'

/**
 * What one subject came to on several datasets together; `undefined` for no group.
 *
 * Means weigh every item the same. Noise takes the datasets as independent of each other: half widths add as squares.
 * `msP50` is the median of the datasets' p50 and `msP95` the highest of their p95, since items' times are not here.
 */
export function mergeGroups(groups: readonly GroupSummary[], dataset: string): GroupSummary | undefined {
	const [first] = groups
	if (first === undefined) return undefined
	const names = [...new Set(groups.flatMap((group) => Object.keys(group.metrics)))]
	const sum = (value: (group: GroupSummary) => number): number =>
		groups.reduce((total, group) => total + value(group), 0)
	return {
		...first,
		dataset,
		items: sum(({ items }) => items),
		tokensBefore: sum(({ tokensBefore }) => tokensBefore),
		tokensAfter: sum(({ tokensAfter }) => tokensAfter),
		ms: sum(({ ms }) => ms),
		ratio: weighted(groups.map(({ ratio, items }) => [ratio, items])),
		leastRatio: Math.min(...groups.map((group) => group.leastRatio)),
		msP50: median(groups.map((group) => group.msP50)),
		msP95: Math.max(...groups.map((group) => group.msP95)),
		metrics: Object.fromEntries(names.map((name) => [name, mergeMetric(groups, name)])),
	}
}

function mergeMetric(groups: readonly GroupSummary[], name: string): MetricSummary {
	const parts = groups.flatMap((group) => group.metrics[name] ?? [])
	const items = parts.reduce((sum, part) => sum + part.items, 0)
	const squares = parts.reduce((sum, part) => sum + (part.items * part.noise) ** 2, 0)
	return {
		items,
		mean: weighted(parts.map((part) => [part.mean, part.items])),
		least: Math.min(...parts.map((part) => part.least)),
		noise: Math.sqrt(squares) / items,
	}
}

function weighted(parts: readonly (readonly [value: number, weight: number])[]): number {
	// A mean of equal values is that value; sums of products may miss it by a rounding error and read 99.9 %.
	const [first] = parts
	if (first !== undefined && parts.every(([value]) => value === first[0])) return first[0]
	const total = parts.reduce((sum, [, weight]) => sum + weight, 0)
	return parts.reduce((sum, [value, weight]) => sum + value * weight, 0) / total
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b)
	const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0]
	return (low + high) / 2
}
