import { HeadroomError } from '@headroom/spec'

/** What a router or a model costs and gives on average over the prompts. */
export interface CostQuality {
	/** Mean cost of a prompt, in USD. */
	readonly cost: number
	/** Mean quality, usually in [0, 1]. */
	readonly quality: number
}

/**
 * The non-decreasing convex hull: the corners of the upper concave border of the points, from the cheapest to the
 * best, cheapest first (RouterBench, arXiv 2403.12031). What lies between two corners is reached by a coin toss between
 * them.
 */
export function nonDecreasingHull(points: readonly CostQuality[]): CostQuality[] {
	const sorted = [...points].sort((a, b) => a.cost - b.cost || b.quality - a.quality)
	const hull: CostQuality[] = []
	for (const point of sorted) {
		const best = hull.at(-1)
		if (best !== undefined && point.quality <= best.quality) continue
		while (hull.length >= 2 && !turnsDown(hull.at(-2), hull.at(-1), point)) hull.pop()
		hull.push(point)
	}
	return hull
}

export interface AiqRange {
	/**
	 * Where the integral starts, in USD. What a router cannot reach, left of its cheapest point, counts as quality 0.
	 *
	 * @default the cost of the hull's cheapest corner
	 */
	readonly minCost?: number
	/**
	 * Where the integral ends, in USD; a hull that ends before goes on flat.
	 *
	 * @default the cost of the hull's best corner
	 */
	readonly maxCost?: number
}

/**
 * Average improvement in quality: `1/(c_max − c_min)·∫ hull dc`.
 *
 * Compare only values of one range: give every router of a run the same `minCost` and `maxCost`. RouterBench's
 * own code is the case of `minCost: 0` and the largest cost of any router compared. On a range without width it is the
 * hull's quality there.
 *
 * @throws HeadroomError `invalid-argument` when there are no points.
 */
export function aiq(points: readonly CostQuality[], range: AiqRange = {}): number {
	const hull = nonDecreasingHull(points)
	const [first, last] = [hull[0], hull.at(-1)]
	if (first === undefined || last === undefined) {
		throw new HeadroomError(
			'invalid-argument',
			'aiq: no points given, expected the cost and quality of at least one setting',
		)
	}
	const { minCost = first.cost, maxCost = last.cost } = range
	if (maxCost <= minCost) return qualityAt(hull, maxCost)
	const inside = hull.filter((point) => point.cost > minCost && point.cost < maxCost)
	const from = Math.max(minCost, first.cost)
	const path = [
		{ cost: from, quality: qualityAt(hull, from) },
		...inside,
		{ cost: maxCost, quality: qualityAt(hull, maxCost) },
	]
	let area = 0
	for (const [index, point] of path.slice(1).entries()) {
		const before = path[index] as CostQuality
		area += ((before.quality + point.quality) / 2) * Math.max(0, point.cost - before.cost)
	}
	return area / (maxCost - minCost)
}

/** The hull's quality at a cost: 0 left of it, its best right of it. */
export function qualityAt(hull: readonly CostQuality[], cost: number): number {
	const next = hull.findIndex((point) => point.cost >= cost)
	if (next === -1) return hull.at(-1)?.quality ?? 0
	const [before, after] = [hull[next - 1], hull[next] as CostQuality]
	if (after.cost === cost) return after.quality
	if (before === undefined) return 0
	return (
		before.quality + ((after.quality - before.quality) * (cost - before.cost)) / (after.cost - before.cost)
	)
}

function turnsDown(a: CostQuality | undefined, b: CostQuality | undefined, c: CostQuality): boolean {
	if (a === undefined || b === undefined) return true
	return (b.quality - a.quality) * (c.cost - b.cost) > (c.quality - b.quality) * (b.cost - a.cost)
}
