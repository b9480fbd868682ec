import { type LabelBounds, type Labels, MetricFamily } from './metric-family.ts'

interface Buckets {
	/** How many were at most each bound, not counting those at most the one before. */
	readonly counts: number[]
	count: number
	sum: number
}

/** How values are spread. */
export class Histogram extends MetricFamily<Buckets> {
	readonly #bounds: readonly number[]

	/** @param bounds Upper bounds of the buckets, inclusive, rising; the last one, +Inf, is added. */
	constructor(name: string, help: string, bounds: readonly number[], labels: LabelBounds) {
		super(name, 'histogram', help, labels)
		this.#bounds = bounds
	}

	observe(value: number, labels: Labels = {}): void {
		if (!Number.isFinite(value)) return
		this.update(labels, (before) => {
			const buckets = before ?? { counts: this.#bounds.map(() => 0), count: 0, sum: 0 }
			const index = this.#bounds.findIndex((bound) => value <= bound)
			if (index >= 0) buckets.counts[index] = (buckets.counts[index] ?? 0) + 1
			buckets.count++
			buckets.sum += value
			return buckets
		})
	}

	protected lines(labels: string, { counts, count, sum }: Buckets): string {
		const before = labels === '' ? '' : `${labels},`
		const own = labels === '' ? '' : `{${labels}}`
		let below = 0
		const buckets = this.#bounds.map((bound, index) => {
			below += counts[index] ?? 0
			return `${this.name}_bucket{${before}le="${bound}"} ${below}\n`
		})
		return `${buckets.join('')}${this.name}_bucket{${before}le="+Inf"} ${count}\n${this.name}_sum${own} ${sum}\n${this.name}_count${own} ${count}\n`
	}
}
