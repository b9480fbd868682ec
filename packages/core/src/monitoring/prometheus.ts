import type { CallEvent, HeadroomEvent } from '@headroom/spec'
import { errorKind } from './error-kind.ts'
import { type PrometheusFamilies, prometheusFamilies } from './prometheus-families.ts'

/** How metrics are kept. */
export interface PrometheusOptions {
	/** Values of a label, such as models, that are told apart before the rest is `other`. @default 200 */
	readonly maxLabelValues?: number
}

/** Metrics of calls, for Prometheus to scrape. */
export interface PrometheusMetrics {
	/** A listener for `observe`. */
	readonly observe: (event: HeadroomEvent) => void
	/** All metrics so far in text format 0.0.4, served as `text/plain; version=0.0.4; charset=utf-8`. */
	render(): string
}

/** The reason of an error that is not Headroom's. */
const OTHER = 'error'

const BREAKER = { closed: 0, 'half-open': 1, open: 2 } as const

/**
 * Counts events as Prometheus metrics, `headroom_…`, in seconds, tokens and USD. Labels are provider, model, route,
 * stage and the like, never users, sessions or tags, and hold 200 values each at most.
 */
export function prometheusMetrics(options: PrometheusOptions = {}): PrometheusMetrics {
	const metrics = prometheusFamilies(options.maxLabelValues)
	const listeners: {
		[Type in HeadroomEvent['type']]?: (event: Extract<HeadroomEvent, { type: Type }>) => void
	} = {
		call: (event) => countCall(metrics, event),
		stage({ stage, outcome, tokensBefore, tokensAfter, durationMs }) {
			metrics.stageSeconds.observe(durationMs / 1000, { stage })
			if (outcome === 'applied') metrics.tokensRemoved.add(tokensBefore - tokensAfter, { stage })
			if (outcome === 'reverted') metrics.failOpen.add(1, { stage, reason: 'reverted' })
		},
		'stage-failed'({ stage, error, durationMs }) {
			metrics.stageSeconds.observe(durationMs / 1000, { stage })
			metrics.failOpen.add(1, { stage, reason: errorKind(error) ?? OTHER })
		},
		checkpoint: ({ stage, taken }) => metrics.checkpoints.add(taken ? 1 : 0, { stage }),
		retry: ({ model, error }) => metrics.retries.add(1, { model, reason: errorKind(error) ?? OTHER }),
		fallback: ({ from, to }) => metrics.fallbacks.add(1, { from, to }),
		cascade: ({ step, model, by }) => metrics.cascades.add(1, { step, model, by: by ?? '' }),
		breaker: ({ model, state }) => metrics.breaker.set(BREAKER[state], { model }),
		'response-cache': ({ model }) => metrics.cacheHits.add(1, { model }),
		budget: ({ budget, downgradedTo }) =>
			metrics.budgets.add(1, { budget, action: downgradedTo === undefined ? 'refused' : 'downgraded' }),
		warning: ({ code }) => metrics.warnings.add(1, { code }),
	}
	return {
		observe: (event) => (listeners[event.type] as ((event: HeadroomEvent) => void) | undefined)?.(event),
		render: () =>
			Object.values(metrics)
				.map((family) => family.render())
				.join(''),
	}
}

function countCall(metrics: PrometheusFamilies, event: CallEvent): void {
	const { record, durationMs, overheadMs, timeToFirstChunkMs } = event
	const { provider, model, usage, usageMark: mark, baseline, cost, extraCost } = record
	const who = { provider, model }
	metrics.requests.add(1, { ...who, route: record.route ?? '', status: record.outcome })
	const { cacheReadInputTokens: read = 0, cacheWriteInputTokens: written = 0 } = usage
	const { reasoningOutputTokens: reasoning = 0 } = usage
	const classes = {
		input: usage.inputTokens - read - written,
		cache_read: read,
		cache_write: written,
		output: usage.outputTokens - reasoning,
		reasoning,
	}
	for (const [name, tokens] of Object.entries(classes))
		metrics.tokens.add(tokens, { ...who, class: name, mark })
	metrics.baselineTokens.add(record.originalInputTokens, { ...who, mark })
	if (cost.status === 'unpriced' || baseline.cost.status === 'unpriced' || extraCost?.status === 'unpriced')
		metrics.unpriced.add(1, who)
	else {
		metrics.cost.add(cost.usd + (extraCost?.usd ?? 0), { ...who, mark })
		metrics.baselineCost.add(baseline.cost.usd, { ...who, mark })
	}
	metrics.overhead.observe(overheadMs / 1000)
	metrics.upstream.observe(Math.max(0, durationMs - overheadMs) / 1000, who)
	if (timeToFirstChunkMs !== undefined) metrics.firstChunk.observe(timeToFirstChunkMs / 1000, who)
	if (record.outcome === 'truncated') metrics.truncated.add(1, who)
}
