import { type CallRecord, type Cost, HeadroomError } from '@headroom/spec'
import { boundedText } from './bounded-text.ts'
import { picoOf } from './usd.ts'

/** What is kept of a call: figures and names. Nothing of prompts, answers, headers or keys. */
export interface LedgerEntry {
	readonly id: string
	/** Whole ms since 1970. */
	readonly startedAt: number
	readonly provider: string
	readonly requestedModel: string
	readonly model: string
	/** Empty for none. */
	readonly route: string
	readonly tags: Readonly<Record<string, string>>
	readonly outcome: string
	readonly billed: boolean
	readonly inputTokens: number
	readonly cacheReadInputTokens: number
	readonly cacheWriteInputTokens: number
	readonly outputTokens: number
	readonly reasoningOutputTokens: number
	readonly baselineModel: string
	readonly baselineInputTokens: number
	/** 1e-12 USD, calls of stages included; both `null` when any price is unknown. */
	readonly cost: number | null
	readonly baselineCost: number | null
}

/** Most tags of a record, and UTF-16 units of names and values; what is more is left out, or cut. */
const MAX_TAGS = 32
const MAX_NAME = 200
const MAX_TAG_NAME = 64
const MAX_TAG_VALUE = 200

/** The end of the year 9999, behind which dates are written otherwise. */
const END_OF_TIME = 253_402_300_800_000

/** $9 million for one call: more does not fit into 64 bits, and is no price. */
const MAX_USD = 9e6

/**
 * Takes over the fields of a record that are known, each checked and bounded.
 *
 * @throws HeadroomError `invalid-argument` that names the field.
 */
export function entryOf(record: CallRecord): LedgerEntry {
	const { usage, baseline } = record
	if (typeof record.id !== 'string' || record.id === '') throw wrong('id', record.id, 'a text')
	const { startedAt } = record
	if (!(startedAt >= 0 && startedAt < END_OF_TIME)) throw wrong('startedAt', startedAt, 'ms since 1970')
	const costs = [record.cost, baseline.cost, ...(record.extraCost === undefined ? [] : [record.extraCost])]
	const [cost, baselineCost, extra = 0] = costs.map(picoOfCost)
	const priced = costs.every(({ status }) => status === 'priced')
	return {
		id: boundedText(record.id, MAX_NAME),
		startedAt: Math.floor(startedAt),
		provider: boundedText(record.provider, MAX_NAME),
		requestedModel: boundedText(record.requestedModel, MAX_NAME),
		model: boundedText(record.model, MAX_NAME),
		route: boundedText(record.route ?? '', MAX_NAME),
		tags: boundedTags(record.tags),
		outcome: boundedText(record.outcome, MAX_NAME),
		billed: record.usageMark === 'billed',
		inputTokens: count(usage.inputTokens, 'usage.inputTokens'),
		cacheReadInputTokens: count(usage.cacheReadInputTokens, 'usage.cacheReadInputTokens'),
		cacheWriteInputTokens: count(usage.cacheWriteInputTokens, 'usage.cacheWriteInputTokens'),
		outputTokens: count(usage.outputTokens, 'usage.outputTokens'),
		reasoningOutputTokens: count(usage.reasoningOutputTokens, 'usage.reasoningOutputTokens'),
		baselineModel: boundedText(baseline.model, MAX_NAME),
		baselineInputTokens: count(record.originalInputTokens, 'originalInputTokens'),
		cost: priced ? (cost ?? 0) + extra : null,
		baselineCost: priced ? (baselineCost ?? 0) : null,
	}
}

/** Tags as they are kept: at most 32; names of 64 and values of 200 UTF-16 units. */
export function boundedTags(tags: Readonly<Record<string, string>>): Record<string, string> {
	const entries = Object.entries(tags).slice(0, MAX_TAGS)
	return Object.fromEntries(
		entries.map(([name, value]) => [boundedTagName(name), boundedText(String(value), MAX_TAG_VALUE)]),
	)
}

/** The name of a tag as it is kept. */
export function boundedTagName(name: string): string {
	return boundedText(name, MAX_TAG_NAME)
}

function count(value: number | undefined, field: string): number {
	const tokens = value ?? 0
	if (!Number.isSafeInteger(tokens) || tokens < 0) throw wrong(field, tokens, 'a whole number of tokens')
	return tokens
}

function picoOfCost(cost: Cost): number {
	if (cost.status === 'unpriced') return 0
	if (!(Math.abs(cost.usd) <= MAX_USD)) throw wrong('cost', cost.usd, 'USD of one call')
	return picoOf(cost.usd)
}

function wrong(field: string, value: unknown, expected: string): HeadroomError {
	const found = typeof value === 'number' ? String(value) : `a value of type ${typeof value}`
	return new HeadroomError(
		'invalid-argument',
		`ledger: ${field} of a call's record is ${found}; expected ${expected}. The record was not booked`,
	)
}
