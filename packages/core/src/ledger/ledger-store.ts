import type { CallRecord } from '@headroom/spec'

/** What calls are summed up by. */
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

/** Sums of the calls of one group. USD; tokens as billed, estimates apart. */
export interface LedgerRow {
	/** `2026-11`, `2026-11-26`, a model id, the name of a route, the value of a tag; empty for none. */
	readonly group: string
	readonly calls: number
	/** Calls whose usage the provider did not report, so that their figures are estimates. */
	readonly estimatedCalls: number
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

/** Keeps the records of calls. Two are built in: memory, and a file of SQLite. Times are UTC. */
export interface LedgerStore {
	/** Keeps records; when the call returns they survive the death of the process, where the store is a file. */
	record(records: readonly CallRecord[]): void
	/** Sums by group, in order of the group's name. */
	summarize(by: ReportBy, query?: LedgerQuery): readonly LedgerRow[]
	/** Lets go of the file. Nothing can be recorded afterwards. */
	close(): void
}
