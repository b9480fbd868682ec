import { type Labels, MetricFamily } from './metric-family.ts'

/** A sum that only grows. */
export class Counter extends MetricFamily<number> {
	add(amount: number, labels: Labels = {}): void {
		if (amount > 0) this.update(labels, (before = 0) => before + amount)
	}

	protected lines(labels: string, value: number): string {
		return `${this.name}${labels === '' ? '' : `{${labels}}`} ${value}\n`
	}
}

/** A figure that stands as it was set last. */
export class Gauge extends MetricFamily<number> {
	set(value: number, labels: Labels = {}): void {
		this.update(labels, () => value)
	}

	protected lines(labels: string, value: number): string {
		return `${this.name}${labels === '' ? '' : `{${labels}}`} ${value}\n`
	}
}
