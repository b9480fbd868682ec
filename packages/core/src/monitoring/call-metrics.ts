import type { CallEvent } from '@headroom/spec'
import type { Meter } from '@opentelemetry/api'
import { callAttributes, errorType } from './span-attributes.ts'

/** Buckets that the GenAI conventions state: powers of four, tokens. */
const TOKENS = Array.from({ length: 14 }, (_, power) => 4 ** power)

/** Buckets that the GenAI conventions state: doubled from a hundredth of a second on. */
const SECONDS = Array.from({ length: 14 }, (_, power) => 2 ** power / 100)

/** Records the client metrics of the GenAI conventions. */
export function callMetrics(meter: Meter): (event: CallEvent) => void {
	const tokens = meter.createHistogram('gen_ai.client.token.usage', {
		description: 'Number of input and output tokens used.',
		unit: '{token}',
		advice: { explicitBucketBoundaries: TOKENS },
	})
	const duration = meter.createHistogram('gen_ai.client.operation.duration', {
		description: 'GenAI operation duration.',
		unit: 's',
		advice: { explicitBucketBoundaries: SECONDS },
	})
	const firstChunk = meter.createHistogram('gen_ai.client.operation.time_to_first_chunk', {
		description: 'Time to receive the first chunk of a streamed answer.',
		unit: 's',
		advice: { explicitBucketBoundaries: SECONDS },
	})
	return (event) => {
		const attributes = callAttributes(event)
		const error = errorType(event)
		duration.record(
			event.durationMs / 1000,
			error === undefined ? attributes : { ...attributes, 'error.type': error },
		)
		if (event.timeToFirstChunkMs !== undefined) firstChunk.record(event.timeToFirstChunkMs / 1000, attributes)
		const { usage, usageMark, outcome } = event.record
		// The conventions want what is billed, and nothing where nothing was reported.
		if (usageMark !== 'billed' || outcome === 'failed') return
		tokens.record(usage.inputTokens, { ...attributes, 'gen_ai.token.type': 'input' })
		tokens.record(usage.outputTokens, { ...attributes, 'gen_ai.token.type': 'output' })
	}
}
