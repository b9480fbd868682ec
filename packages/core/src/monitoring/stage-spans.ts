import type { HeadroomEvent } from '@headroom/spec'
import type { Attributes } from '@opentelemetry/api'
import { errorKind } from './error-kind.ts'
import type { Heard } from './open-calls.ts'

/** The span of a stage; times in ms since 1970. */
export interface StageSpan {
	readonly name: string
	readonly start: number
	readonly end: number
	readonly attributes: Attributes
	readonly failed: boolean
}

/** Something that happened at one moment of a call. */
export interface Happening {
	readonly name: string
	readonly attributes: Attributes
}

/** The span of a stage that has ended when it was heard of, and did not begin before its call. */
export function stageSpan({ event, at }: Heard, callStartedAt: number): StageSpan | undefined {
	if (event.type !== 'stage' && event.type !== 'stage-failed') return undefined
	const start = Math.max(callStartedAt, at - event.durationMs)
	const failed = event.type === 'stage-failed'
	return {
		name: `headroom.stage ${event.stage}`,
		start,
		end: start + event.durationMs,
		failed,
		attributes: {
			'headroom.stage.name': event.stage,
			...(failed
				? { 'headroom.stage.outcome': 'failed', 'error.type': kindOf(event.error) }
				: {
						'headroom.stage.outcome': event.outcome,
						'headroom.stage.tokens_before': event.tokensBefore,
						'headroom.stage.tokens_after': event.tokensAfter,
					}),
		},
	}
}

/** What a call's span tells as an event of its own; `undefined` for what it does not. */
export function happeningOf(event: HeadroomEvent): Happening | undefined {
	switch (event.type) {
		case 'retry':
			return {
				name: 'headroom.retry',
				attributes: {
					'headroom.model': event.model,
					'headroom.retry.attempt': event.attempt,
					'headroom.retry.delay_ms': event.delayMs,
					'error.type': kindOf(event.error),
				},
			}
		case 'fallback':
			return {
				name: 'headroom.fallback',
				attributes: {
					'headroom.fallback.from': event.from,
					'headroom.fallback.to': event.to,
					'error.type': kindOf(event.error),
				},
			}
		case 'cascade':
			return {
				name: `headroom.cascade.${event.step}`,
				attributes: {
					'headroom.model': event.model,
					'headroom.cascade.attempts': event.attempts,
					...(event.by === undefined ? {} : { 'headroom.cascade.by': event.by }),
				},
			}
		case 'response-cache':
			return { name: 'headroom.response_cache.hit', attributes: { 'headroom.model': event.model } }
		case 'budget':
			return {
				name: 'headroom.budget.exceeded',
				attributes: { 'headroom.budget.name': event.budget, 'headroom.budget.limit_usd': event.limitUsd },
			}
		default:
			return undefined
	}
}

/** A word of few for an error, never its message. */
function kindOf(error: unknown): string {
	return errorKind(error) ?? (error instanceof Error ? error.name : '_OTHER')
}
