import { Counter, Gauge } from './counter.ts'
import { Histogram } from './histogram.ts'
import { LabelBounds } from './metric-family.ts'

/** Seconds that layers take: a tenth of a millisecond to ten seconds. */
const OWN_SECONDS = [
	0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
]

/** Seconds that models take: the buckets of OpenTelemetry's GenAI conventions. */
const MODEL_SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]

/** Every family by what it counts. */
export interface PrometheusFamilies {
	readonly requests: Counter
	readonly tokens: Counter
	readonly baselineTokens: Counter
	readonly tokensRemoved: Counter
	readonly cost: Counter
	readonly baselineCost: Counter
	readonly unpriced: Counter
	readonly overhead: Histogram
	readonly stageSeconds: Histogram
	readonly upstream: Histogram
	readonly firstChunk: Histogram
	readonly failOpen: Counter
	readonly checkpoints: Counter
	readonly truncated: Counter
	readonly retries: Counter
	readonly fallbacks: Counter
	readonly cascades: Counter
	readonly breaker: Gauge
	readonly cacheHits: Counter
	readonly budgets: Counter
	readonly warnings: Counter
}

/** Makes every family, in the order in which they are rendered. */
export function prometheusFamilies(maxValues?: number): PrometheusFamilies {
	const bounds = new LabelBounds(maxValues)
	const counter = (name: string, help: string): Counter =>
		new Counter(`headroom_${name}`, 'counter', help, bounds)
	const histogram = (name: string, help: string, buckets: readonly number[]): Histogram =>
		new Histogram(`headroom_${name}`, help, buckets, bounds)
	return {
		requests: counter('requests_total', 'Calls by how they ended.'),
		tokens: counter('tokens_total', 'Tokens of calls; classes do not overlap.'),
		baselineTokens: counter('baseline_input_tokens_total', 'Input tokens of the original prompts.'),
		tokensRemoved: counter('tokens_removed_total', 'Tokens that stages took out of prompts.'),
		cost: counter('cost_usd_total', 'USD of calls whose every price is known, calls of stages included.'),
		baselineCost: counter(
			'baseline_cost_usd_total',
			'USD that the same calls would have cost; less headroom_cost_usd_total it is what was saved.',
		),
		unpriced: counter('unpriced_requests_total', 'Calls with an unknown price, in no sum of money.'),
		overhead: histogram('overhead_seconds', 'Time that was added to calls.', OWN_SECONDS),
		stageSeconds: histogram('stage_seconds', 'Time that stages took.', OWN_SECONDS),
		upstream: histogram('upstream_seconds', 'Time that calls waited for their provider.', MODEL_SECONDS),
		firstChunk: histogram('ttft_seconds', 'Time to the first piece of a streamed answer.', MODEL_SECONDS),
		failOpen: counter('fail_open_total', 'Stages that were left out of a call.'),
		checkpoints: counter('checkpoints_total', 'Checkpoints taken, at which a cached prefix is given up.'),
		truncated: counter('stream_truncated_total', 'Streams that were cut by the other side.'),
		retries: counter('retries_total', 'Tries that failed and were made again.'),
		fallbacks: counter('fallbacks_total', 'Calls that went on to another model.'),
		cascades: counter(
			'cascade_steps_total',
			'Cheap models tried, taken, and passed over for the model asked for.',
		),
		breaker: new Gauge(
			'headroom_breaker_state',
			'gauge',
			'Circuit breaker: 0 closed, 1 half-open, 2 open.',
			bounds,
		),
		cacheHits: counter('response_cache_hits_total', 'Answers that came out of the response cache.'),
		budgets: counter('budget_exceeded_total', 'Calls that a used-up budget refused or sent elsewhere.'),
		warnings: counter('warnings_total', 'Warnings by their code.'),
	}
}
