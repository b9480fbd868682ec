/** Values of a label that are told apart; what comes later is counted as `other`. */
const MAX_VALUES = 200

/** Most series of one family: labels together could make many of few values each. */
const MAX_SERIES = 2000

/** Longest value of a label in UTF-16 units. */
const MAX_LENGTH = 200

/** Values of labels by their names. */
export type Labels = Readonly<Record<string, string>>

/** What stands in the place of values beyond the bound. */
const OTHER = 'other'

/** Keeps the values of labels few, over all families of a registry. */
export class LabelBounds {
	readonly #values = new Map<string, Set<string>>()
	readonly #max: number

	constructor(max: number = MAX_VALUES) {
		this.#max = max
	}

	bound(labels: Labels): Labels {
		return Object.fromEntries(
			Object.entries(labels).map(([name, value]) => [name, this.#boundValue(name, value)]),
		)
	}

	#boundValue(name: string, value: string): string {
		if (value.length > MAX_LENGTH) return OTHER
		let values = this.#values.get(name)
		if (values === undefined) {
			values = new Set()
			this.#values.set(name, values)
		}
		if (!values.has(value) && values.size >= this.#max) return OTHER
		values.add(value)
		return value
	}
}

/** Series of one name, told apart by their labels. */
export abstract class MetricFamily<Value> {
	readonly name: string
	readonly #head: string
	readonly #bounds: LabelBounds
	readonly #series = new Map<string, Value>()

	constructor(name: string, type: string, help: string, bounds: LabelBounds) {
		this.name = name
		this.#head = `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
		this.#bounds = bounds
	}

	/** The family in text format 0.0.4; empty without series. */
	render(): string {
		if (this.#series.size === 0) return ''
		return this.#head + [...this.#series].map(([labels, value]) => this.lines(labels, value)).join('')
	}

	protected abstract lines(labels: string, value: Value): string

	protected update(labels: Labels, change: (before: Value | undefined) => Value): void {
		let key = labelText(this.#bounds.bound(labels))
		if (!this.#series.has(key) && this.#series.size >= MAX_SERIES)
			key = labelText(Object.fromEntries(Object.keys(labels).map((name) => [name, OTHER])))
		this.#series.set(key, change(this.#series.get(key)))
	}
}

/** `model="a",route="b"`, escaped as the format wants it. */
function labelText(labels: Labels): string {
	return Object.entries(labels)
		.map(([name, value]) => `${name}="${escaped(value)}"`)
		.join(',')
}

function escaped(value: string): string {
	return value
		.replaceAll('\\', '\\\\')
		.replaceAll('"', '\\"')
		.replaceAll('\n', '\\n')
		.replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD')
}
