import type { CallRecord, CostMark } from '@headroom/spec'

/** Sums over calls. Tokens are of all of them, money of those that are priced throughout. */
export interface DistributionSums {
	readonly requests: number
	/** All input, what the cache held included. */
	readonly inputTokens: number
	readonly cacheReadInputTokens: number
	readonly cacheWriteInputTokens: number
	readonly outputTokens: number
	/** Calls with a price missing, of their model, their baseline or what they paid besides: in no sum of money. */
	readonly unpricedRequests: number
	/** USD of the calls themselves. */
	readonly costUsd: number
	/** USD that the same calls would have cost at the baseline. */
	readonly baselineUsd: number
	/** USD of what they paid besides: the router's embeddings, a classifier, answers of a cascade that were thrown away. */
	readonly extraUsd: number
	/** `baselineUsd − costUsd − extraUsd`; negative for a loss. */
	readonly savedUsd: number
}

/** USD of a thousand priced requests. */
export interface PerThousand {
	readonly costUsd: number
	readonly baselineUsd: number
	readonly extraUsd: number
	readonly savedUsd: number
}

/** Sums with what follows from them. */
export interface DistributionFigures extends DistributionSums {
	/** `savedUsd / baselineUsd`, negative for a loss; `null` where the baseline is 0. */
	readonly savedFraction: number | null
	/** `null` where no call is priced. */
	readonly per1kRequests: PerThousand | null
}

/** What went to one model by one route. */
export interface DistributionRow extends DistributionFigures {
	/** Name of the route, or `null` for the default model. */
	readonly route: string | null
	/** `provider/model` that answered. */
	readonly model: string
	readonly mark: CostMark
}

/** Sums over all rows of one mark. */
export interface DistributionTotal extends DistributionFigures {
	readonly mark: CostMark
}

/**
 * Where calls went and what that cost beside what it would have cost. Plain JSON.
 *
 * Totals are sums of the rows. There is no price per million tokens: an average over routes says nothing of a bill, since
 * shares are of requests and bills are of tokens. Billed, estimated and simulated calls are never added up.
 */
export interface Distribution {
	/** By route, model and mark, in this order. */
	readonly rows: readonly DistributionRow[]
	/** One for each mark that occurs. */
	readonly totals: readonly DistributionTotal[]
	/** Models without a price among calls, baselines and what was paid besides, in order of their names. */
	readonly unpricedModels: readonly string[]
}

/** The distribution of calls that are over. A record that stands in the list twice, by its id, counts once. */
export function distributionOf(records: Iterable<CallRecord>): Distribution {
	const tally = new DistributionTally()
	const seen = new Set<string>()
	for (const record of records) {
		if (seen.has(record.id)) continue
		seen.add(record.id)
		tally.add(record)
	}
	return tally.read()
}

/** Most rows kept apart: names of models may come from requests. */
const MOST_ROWS = 1_000

const OTHERS = '(other models)'

const NONE: DistributionSums = {
	requests: 0,
	inputTokens: 0,
	cacheReadInputTokens: 0,
	cacheWriteInputTokens: 0,
	outputTokens: 0,
	unpricedRequests: 0,
	costUsd: 0,
	baselineUsd: 0,
	extraUsd: 0,
	savedUsd: 0,
}

const FIELDS = Object.keys(NONE) as readonly (keyof DistributionSums)[]

const MARKS: readonly CostMark[] = ['billed', 'estimated', 'simulated']

interface Entry {
	readonly route: string | null
	readonly model: string
	readonly mark: CostMark
	readonly sums: { -readonly [Field in keyof DistributionSums]: number }
}

/** Adds calls up as they come. Keeps sums, no records. */
export class DistributionTally {
	readonly #entries = new Map<string, Entry>()
	readonly #unpriced = new Set<string>()

	add(record: CallRecord): void {
		const { sums } = this.#entry(record)
		const { usage, cost, baseline, extraCost } = record
		sums.requests++
		sums.inputTokens += usage.inputTokens
		sums.cacheReadInputTokens += usage.cacheReadInputTokens ?? 0
		sums.cacheWriteInputTokens += usage.cacheWriteInputTokens ?? 0
		sums.outputTokens += usage.outputTokens
		let priced = true
		for (const part of [cost, baseline.cost, extraCost]) {
			if (part?.status !== 'unpriced') continue
			priced = false
			if (this.#unpriced.size < MOST_ROWS) this.#unpriced.add(part.model)
		}
		if (!priced) {
			sums.unpricedRequests++
			return
		}
		const [actual, before, extra] = [usdOf(cost), usdOf(baseline.cost), usdOf(extraCost)]
		sums.costUsd += actual
		sums.baselineUsd += before
		sums.extraUsd += extra
		sums.savedUsd += before - actual - extra
	}

	read(): Distribution {
		const rows = [...this.#entries.values()]
			.map(({ sums, ...rest }) => ({ ...rest, ...figures(sums) }))
			.sort(byName)
		const totals = MARKS.flatMap((mark) => {
			const marked = rows.filter((row) => row.mark === mark)
			return marked.length === 0 ? [] : [{ mark, ...figures(summed(marked)) }]
		})
		return { rows, totals, unpricedModels: [...this.#unpriced].sort(byText) }
	}

	#entry({ route, model, usageMark: mark }: CallRecord): Entry {
		const key = JSON.stringify([route, model, mark])
		const known = this.#entries.get(key)
		if (known !== undefined) return known
		if (this.#entries.size >= MOST_ROWS && model !== OTHERS) return this.#others(mark)
		return this.#begin(key, { route, model, mark })
	}

	#others(mark: CostMark): Entry {
		const key = JSON.stringify([null, OTHERS, mark])
		return this.#entries.get(key) ?? this.#begin(key, { route: null, model: OTHERS, mark })
	}

	#begin(key: string, of: Omit<Entry, 'sums'>): Entry {
		const entry = { ...of, sums: { ...NONE } }
		this.#entries.set(key, entry)
		return entry
	}
}

function usdOf(cost: CallRecord['cost'] | undefined): number {
	return cost?.status === 'priced' ? cost.usd : 0
}

function summed(rows: readonly DistributionSums[]): DistributionSums {
	const sums = { ...NONE }
	for (const field of FIELDS) sums[field] = rows.reduce((sum, row) => sum + row[field], 0)
	return sums
}

function figures(sums: DistributionSums): DistributionFigures {
	const { costUsd, baselineUsd, extraUsd, savedUsd } = sums
	const priced = sums.requests - sums.unpricedRequests
	const each = (usd: number): number => (usd / priced) * 1_000
	return {
		...sums,
		savedFraction: baselineUsd === 0 ? null : savedUsd / baselineUsd,
		per1kRequests:
			priced === 0
				? null
				: {
						costUsd: each(costUsd),
						baselineUsd: each(baselineUsd),
						extraUsd: each(extraUsd),
						savedUsd: each(savedUsd),
					},
	}
}

/** The default model, which is no route, comes last. */
function byName(a: DistributionRow, b: DistributionRow): number {
	if (a.route !== b.route) {
		if (a.route === null) return 1
		return b.route === null ? -1 : byText(a.route, b.route)
	}
	return byText(a.model, b.model) || MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark)
}

/** By code units: the same order on every machine. */
function byText(a: string, b: string): number {
	return a === b ? 0 : a < b ? -1 : 1
}
