import type { HeadroomEvent } from '@headroom/spec'
import {
	type Context,
	type Meter,
	metrics,
	SpanKind,
	SpanStatusCode,
	type Tracer,
	trace,
} from '@opentelemetry/api'
import { callMetrics } from './call-metrics.ts'
import { type Heard, OpenCalls } from './open-calls.ts'
import { errorType, spanAttributes } from './span-attributes.ts'
import { happeningOf, stageSpan } from './stage-spans.ts'

/** Where telemetry goes. */
export interface OtelOptions {
	/** @default the global tracer provider's, named `@headroom/core` */
	readonly tracer?: Tracer
	/** @default the global meter provider's, named `@headroom/core` */
	readonly meter?: Meter
	/** Names of the tags that spans carry as `headroom.tag.…`; metrics carry none. @default [] */
	readonly tags?: readonly string[]
}

const NAME = '@headroom/core'

/**
 * A listener for `observe` that tells OpenTelemetry of every call, by its conventions for generative AI: a CLIENT span
 * with a child for each stage, and the client metrics. Content is never in it: no prompt, answer or error's message.
 *
 * Stages are told of before their call. They are kept by `callId`, so that calls may run at once; those of
 * `optimize()` alone belong to no call and make no span. The parent is the span that was active when the call began.
 */
export function otelObserver(options: OtelOptions = {}): (event: HeadroomEvent) => void {
	const { tracer = trace.getTracer(NAME), meter = metrics.getMeter(NAME), tags = [] } = options
	const calls = new OpenCalls()
	const record = callMetrics(meter)
	return (event) => {
		if (event.type !== 'call') {
			calls.add(event)
			return
		}
		record(event)
		const { parent, heard } = calls.take(event.record.id)
		const { startedAt } = event.record
		const attributes = spanAttributes(event, tags)
		const name = `chat ${attributes['gen_ai.request.model']}`
		const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, startTime: startedAt, attributes }, parent)
		for (const one of heard) {
			tellStage(tracer, one, startedAt, trace.setSpan(parent, span))
			const happening = happeningOf(one.event)
			if (happening !== undefined) span.addEvent(happening.name, happening.attributes, one.at)
		}
		if (errorType(event) !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
		span.end(startedAt + event.durationMs)
	}
}

function tellStage(tracer: Tracer, heard: Heard, callStartedAt: number, parent: Context): void {
	const stage = stageSpan(heard, callStartedAt)
	if (stage === undefined) return
	const span = tracer.startSpan(stage.name, { startTime: stage.start, attributes: stage.attributes }, parent)
	if (stage.failed) span.setStatus({ code: SpanStatusCode.ERROR })
	span.end(stage.end)
}
