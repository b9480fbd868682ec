/** What a router or a model costs and gives on average. */
export interface CostQuality {
	/** USD of a request. */
	readonly cost: number
	readonly quality: number
}

/**
 * Average performance gap recovered, with the share of strong calls running from 0 to 1: 0.5 is chance, and an oracle
 * may exceed 1. Prompts go to the strong model highest score first; equal scores share their mean gap
 * (RouteLLM, arXiv 2406.18665, over all shares instead of ten).
 */
export function apgr(gaps: Float64Array, scores: Float64Array): number {
	const order = [...gaps.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number))
	let [won, area] = [0, 0]
	for (let start = 0; start < order.length; ) {
		let [end, sum] = [start, 0]
		const score = scores[order[start] as number]
		for (; end < order.length && scores[order[end] as number] === score; end++)
			sum += gaps[order[end] as number] as number
		// The mean height over a tied group is that of its middle.
		area += (end - start) * (won + sum / 2)
		won += sum
		start = end
	}
	return area / (won * order.length)
}

/** Standard deviation of chance's APGR over all orders (Hoeffding 1951): differences below twice this are none. */
export function chanceDeviation(gaps: Float64Array): number {
	const n = gaps.length
	const total = gaps.reduce((sum, gap) => sum + gap, 0)
	const squares = gaps.reduce((sum, gap) => sum + (gap - total / n) ** 2, 0)
	return Math.sqrt((squares * n * (n * n - 1)) / 12 / (n - 1)) / Math.abs(n * total)
}

/** The upper concave border of some points, cheapest first: what lies between two corners is a mix by chance of both. */
export function hullOf(points: readonly CostQuality[]): CostQuality[] {
	const hull: CostQuality[] = []
	const slope = (a: CostQuality, b: CostQuality): number => (b.quality - a.quality) / (b.cost - a.cost)
	for (const point of [...points].sort((a, b) => a.cost - b.cost || b.quality - a.quality)) {
		if (hull.length > 0 && point.quality <= (hull.at(-1)?.quality ?? 0)) continue
		while (hull.length >= 2) {
			const [before, last] = [hull.at(-2) as CostQuality, hull.at(-1) as CostQuality]
			if (slope(before, last) > slope(last, point)) break
			hull.pop()
		}
		hull.push(point)
	}
	return hull
}

/**
 * Mean quality of the hull of some points over a range of costs (RouterBench's AIQ, arXiv 2403.12031). Left of its
 * cheapest point the hull counts as 0, right of its best one as flat. Values compare over one range alone.
 */
export function meanQuality(points: readonly CostQuality[], from: number, to: number): number {
	const hull = hullOf(points)
	const first = hull[0]
	if (first === undefined) return Number.NaN
	const at = (cost: number): number => {
		const next = hull.findIndex((point) => point.cost >= cost)
		if (next === -1) return hull.at(-1)?.quality ?? 0
		const [before, after] = [hull[next - 1], hull[next] as CostQuality]
		if (before === undefined) return after.cost === cost ? after.quality : 0
		const part = (cost - before.cost) / (after.cost - before.cost)
		return before.quality + part * (after.quality - before.quality)
	}
	if (to <= from) return at(to)
	const stops = [Math.max(from, first.cost), ...hull.map(({ cost }) => cost), to].filter(
		(cost) => cost >= from && cost >= first.cost && cost <= to,
	)
	stops.sort((a, b) => a - b)
	let area = 0
	for (let index = 1; index < stops.length; index++) {
		const [left, right] = [stops[index - 1] as number, stops[index] as number]
		area += ((at(left) + at(right)) / 2) * (right - left)
	}
	return area / (to - from)
}
