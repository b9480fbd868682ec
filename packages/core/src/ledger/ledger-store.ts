import type { CallRecord } from '@headroom/spec'

/** What calls are summed up by. Days and months are those of UTC. */
export type ReportBy = 'day' | 'month' | 'model' | 'route' | 'provider' | `tag:${string}`

/** Which calls a report is of. Times in ms since 1970. */
export interface LedgerQuery {
	/** First moment, inclusive. @default the beginning */
	readonly from?: number
	/** Last moment, exclusive. @default the end */
	readonly to?: number
	/** Only calls with these labels. @default {} */
	readonly tags?: Readonly<Record<string, string>>
}

/** Sums over some calls. USD are exact to 1e-12 of a dollar before they become a number. */
export interface LedgerSums {
	readonly calls: number
	/** Calls of which a price is unknown; they are in the sums of tokens and in no sum of money. */
	readonly unpricedCalls: number
	/** Input tokens of the original prompts. */
	readonly baselineInputTokens: number
	/** Input tokens of what was sent. */
	readonly inputTokens: number
	readonly cacheReadInputTokens: number
	readonly cacheWriteInputTokens: number
	readonly outputTokens: number
	readonly reasoningOutputTokens: number
	/** What the priced calls would have cost. */
	readonly baselineUsd: number
	/** What the priced calls cost, calls of stages included. */
	readonly costUsd: number
	/** `baselineUsd − costUsd`, negative for a loss. */
	readonly savedUsd: number
}

/** Sums of the calls of one group whose usage the provider reported; the others stand apart, in `estimated`. */
export interface LedgerRow extends LedgerSums {
	/** `2026-11`, `2026-11-26`, a model id, the name of a route, the value of a tag; empty for none. */
	readonly group: string
	/** Calls whose usage the provider did not report, so that their figures are estimates. In no other sum. */
	readonly estimated: LedgerSums
}

/** Keeps the records of calls. Two are built in: memory, and a file of SQLite. Times are UTC. */
export interface LedgerStore {
	/**
	 * Keeps records, each id once. Of a file: when it returns 0 they survive the death of the process.
	 *
	 * @returns how many records still wait, since another process holds the file. They are tried again, and are in
	 * every sum meanwhile.
	 * @throws HeadroomError, and then none of them is kept: `invalid-argument` for a record of the wrong shape,
	 * `not-supported` when the file cannot be written to, or too many wait.
	 */
	record(records: readonly CallRecord[]): number
	/** Sums by group, in order of the group's name. */
	summarize(by: ReportBy, query?: LedgerQuery): readonly LedgerRow[]
	/**
	 * Lets go of the file. Nothing can be recorded afterwards.
	 *
	 * @throws HeadroomError `timeout` when records still waited and could not be written in a second.
	 */
	close(): void
}
