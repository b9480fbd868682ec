import type { CallEvent, Cost, FinishReason } from '@headroom/spec'
import type { Attributes } from '@opentelemetry/api'

/** As the GenAI conventions spell them. */
const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
	stop: 'stop',
	length: 'length',
	'tool-calls': 'tool_call',
	'content-filter': 'content_filter',
	other: 'other',
}

/** What tells calls apart in spans and metrics alike: few values each. */
export function callAttributes({ record, server }: CallEvent): Attributes {
	return {
		'gen_ai.operation.name': 'chat',
		'gen_ai.provider.name': record.provider,
		'gen_ai.request.model': bareName(record.model),
		...(record.outcome === 'failed' ? {} : { 'gen_ai.response.model': bareName(record.model) }),
		...(server === undefined
			? {}
			: {
					'server.address': server.address,
					...(server.port === undefined ? {} : { 'server.port': server.port }),
				}),
	}
}

/** The kind of error a call ended with, a word of few; `undefined` for one that did not, or that the caller gave up. */
export function errorType({ record, error }: CallEvent): string | undefined {
	if (record.outcome === 'completed' || record.outcome === 'aborted') return undefined
	return error?.reason ?? error?.code ?? record.outcome
}

/** Everything else that a span says of its call. Nothing of prompts, answers or errors' messages. */
export function spanAttributes(event: CallEvent, tags: readonly string[]): Attributes {
	const { record } = event
	const { usage, baseline } = record
	const error = errorType(event)
	return {
		...callAttributes(event),
		...(error === undefined ? {} : { 'error.type': error }),
		'gen_ai.request.stream': event.streamed,
		...(event.responseId === undefined ? {} : { 'gen_ai.response.id': event.responseId }),
		...(event.finishReason === undefined
			? {}
			: { 'gen_ai.response.finish_reasons': [FINISH_REASONS[event.finishReason]] }),
		...(event.timeToFirstChunkMs === undefined
			? {}
			: { 'gen_ai.response.time_to_first_chunk': event.timeToFirstChunkMs / 1000 }),
		...(record.outcome === 'failed'
			? {}
			: {
					'gen_ai.usage.input_tokens': usage.inputTokens,
					'gen_ai.usage.output_tokens': usage.outputTokens,
					'gen_ai.usage.cache_read.input_tokens': usage.cacheReadInputTokens ?? 0,
					'gen_ai.usage.cache_creation.input_tokens': usage.cacheWriteInputTokens ?? 0,
					'gen_ai.usage.reasoning.output_tokens': usage.reasoningOutputTokens ?? 0,
				}),
		'headroom.call.id': record.id,
		'headroom.outcome': record.outcome,
		'headroom.requested_model': record.requestedModel,
		...(record.route === null ? {} : { 'headroom.route': record.route }),
		'headroom.usage.mark': record.usageMark,
		'headroom.overhead.seconds': event.overheadMs / 1000,
		'headroom.baseline.model': baseline.model,
		'headroom.baseline.input_tokens': record.originalInputTokens,
		...usdAttribute('headroom.cost.usd', record.cost),
		...usdAttribute('headroom.baseline.cost.usd', baseline.cost),
		...usdAttribute('headroom.extra_cost.usd', record.extraCost),
		...(record.savedUsd === undefined ? {} : { 'headroom.saved.usd': record.savedUsd }),
		...tagAttributes(record.tags, tags),
	}
}

/** `gpt-4o` of `openai/gpt-4o`: the provider has an attribute of its own. */
function bareName(model: string): string {
	return model.slice(model.indexOf('/') + 1)
}

function usdAttribute(name: string, cost: Cost | undefined): Attributes {
	return cost?.status === 'priced' ? { [name]: cost.usd } : {}
}

function tagAttributes(tags: Readonly<Record<string, string>>, names: readonly string[]): Attributes {
	return Object.fromEntries(
		names.filter((name) => Object.hasOwn(tags, name)).map((name) => [`headroom.tag.${name}`, tags[name]]),
	)
}
