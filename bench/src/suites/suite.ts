import type { BenchSet } from '../data/index.ts'
import type { LayOut } from '../report/index.ts'
import type { ItemRecord, MetricRule } from '../results/record.ts'

/** What a run of a suite is told. */
export interface SuiteOptions {
	/** Sets to measure; suites take those they have a use for. */
	readonly sets: readonly BenchSet[]
	/** Whether shared data is asked for that is no set, such as routing's. */
	readonly shared: boolean
	/** Most items of a set. @default all */
	readonly limit?: number
	readonly seed: number
	readonly progress: (dataset: string, done: number, all: number) => void
}

/** A part of the bench. */
export interface Suite {
	readonly name: string
	/** Metrics by name: what they mean and what the gate does with them. */
	readonly rules: Readonly<Record<string, MetricRule>>
	/** What is measured, for readers of the report. */
	readonly subjects: readonly { readonly name: string; readonly meaning: string; readonly gated: boolean }[]
	/** Tables of its own. @default the usual ones alone */
	readonly overview?: LayOut
	/** Names of what `run` will measure, in order. */
	datasets(options: SuiteOptions): readonly string[]
	/** Measures one dataset. */
	run(dataset: string, options: SuiteOptions): Promise<readonly ItemRecord[]>
}
