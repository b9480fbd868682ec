import type { GroupSummary } from '../results/record.ts'
import type { Cell } from './column.ts'

/** A table that a suite lays out itself, for its reports and for README files. */
export interface Overview {
	readonly title: string
	readonly heads: readonly string[]
	/** How many columns from the left are text; the others are figures. */
	readonly textColumns: number
	readonly rows: readonly (readonly Cell[])[]
	/** What the figures mean, a sentence each. */
	readonly notes: readonly string[]
}

/** Lays out the tables of a suite. Without `timings` every machine prints the same. */
export type LayOut = (
	groups: readonly GroupSummary[],
	options: { readonly timings: boolean },
) => readonly Overview[]

/** By suite; suites that are not in here get the usual tables alone. */
export type Overviews = Readonly<Record<string, LayOut>>
