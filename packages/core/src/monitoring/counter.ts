import { type Labels, MetricFamily } from './metric-family.ts'

/** One figure a series. */
abstract class Figure extends MetricFamily<number> {
	protected lines(labels: string, value: number): string {
		return `${this.name}${labels === '' ? '' : `{${labels}}`} ${value}\n`
	}
}

/** A sum that only grows. */
export class Counter extends Figure {
	add(amount: number, labels: Labels = {}): void {
		if (amount > 0) this.update(labels, (before = 0) => before + amount)
	}
}

/** A figure that stands as it was set last. */
export class Gauge extends Figure {
	set(value: number, labels: Labels = {}): void {
		this.update(labels, () => value)
	}
}
