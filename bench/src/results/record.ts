/**
 * One measurement of one subject on one item: a line of `bench/results/<suite>.jsonl`.
 *
 * Every value but `ms` is the same on every machine.
 */
export interface ItemRecord {
	readonly suite: string
	readonly dataset: string
	/** Kind of content, such as `qa` or `log`. */
	readonly kind: string
	/** Id of the case. */
	readonly item: string
	/** Items of one cluster share their text. */
	readonly cluster: string
	/** What was measured: a layer, a setting of it, or a control. */
	readonly subject: string
	readonly tokensBefore: number
	readonly tokensAfter: number
	/** Milliseconds of the subject's work, tokenization included. */
	readonly ms: number
	/** Measured values by metric, most in [0, 1] with 1 best; a metric that does not apply is absent. */
	readonly metrics: Readonly<Record<string, number>>
}

/** What a metric means to the gate. */
export interface MetricRule {
	/** Which way is worse. */
	readonly better: 'higher' | 'lower'
	/**
	 * `every`: each item must reach `bound`. `mean`: the mean may not fall behind the baseline beyond noise.
	 * `report`: shown, never gated.
	 */
	readonly gate: 'every' | 'mean' | 'report'
	/** For `every`: the value each item must reach. */
	readonly bound?: number
	/** For `every`: subjects that need not reach it, though they are gated. @default none */
	readonly exempt?: readonly string[]
	/** Whether values count things, and so are never shown in percent. @default false */
	readonly isCount?: boolean
	/** One line for readers of the report. */
	readonly meaning: string
}

/** Means of one metric over the items it applies to. */
export interface MetricSummary {
	readonly items: number
	readonly mean: number
	readonly least: number
	/** Half width of the 95 % interval of the mean, by clustered bootstrap; 0 for fewer than two clusters. */
	readonly noise: number
}

/** What one subject came to on one dataset. */
export interface GroupSummary {
	readonly suite: string
	readonly dataset: string
	readonly kind: string
	readonly subject: string
	readonly items: number
	/** Of all items together. */
	readonly tokensBefore: number
	readonly tokensAfter: number
	/** Milliseconds of all items together. */
	readonly ms: number
	/** Mean of the items' ratios, each `tokensAfter / tokensBefore`. */
	readonly ratio: number
	/** Least ratio of one item. */
	readonly leastRatio: number
	readonly msP50: number
	readonly msP95: number
	readonly metrics: Readonly<Record<string, MetricSummary>>
}

/** A whole run. */
export interface RunSummary {
	/** The command that prints these figures. */
	readonly command: string
	readonly groups: readonly GroupSummary[]
}
