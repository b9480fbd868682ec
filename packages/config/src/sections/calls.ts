import { z } from 'zod'
import { camelKeys, flag, oneOf, text, texts, whole } from '../fields.ts'
import { type BudgetConfig, budgetsSchema } from './budgets.ts'
import { type CascadeConfig, cascadesSchema } from './cascades.ts'

/** What stands between a call and its provider. Times in milliseconds. */
export interface CallsConfig {
	/** Waiting for an answer in all. @default 3600000, an hour */
	readonly timeoutMs: number
	/** Until the answer begins. Absent: the provider's ten minutes. */
	readonly firstByteTimeoutMs?: number
	/** Between two pieces of an answer. Absent: the provider's five minutes. */
	readonly idleTimeoutMs?: number
	readonly retry: RetryConfig
	/** Cheaper models to try first, by the model that is asked for. @default {} */
	readonly cascades: Readonly<Record<string, CascadeConfig>>
	/** Models to ask when one fails, by its name. @default {} */
	readonly fallbacks: Readonly<Record<string, readonly string[]>>
	/** Reasons to ask them beside those that may pass. @default [] */
	readonly fallbackOn: readonly FallbackReason[]
	readonly breaker: BreakerConfig
	readonly cache: ResponseCacheConfig
	/** @default [] */
	readonly budgets: readonly BudgetConfig[]
	/** What budgets do with models that have no price. @default 'allow' */
	readonly unpriced: 'allow' | 'refuse'
}

/** How often a failed call is tried again. Times in milliseconds. */
export interface RetryConfig {
	/** Tries in all; 1 for none again. @default 3 */
	readonly attempts: number
	/** Bound of the first wait; each later one is twice that. @default 500 */
	readonly baseDelayMs: number
	/** Bound of every wait. @default 8000 */
	readonly maxDelayMs: number
	/** Longest wait that a provider may ask for. @default 60000 */
	readonly maxRetryAfterMs: number
	/** From the first try to the last. @default 120000 */
	readonly totalMs: number
}

/** When a failing model is left alone. Times in milliseconds. */
export interface BreakerConfig {
	/** Absent: it is where there are fallbacks. */
	readonly enabled?: boolean
	/** Failures among the last `2 × failures` calls. @default 5 */
	readonly failures: number
	/** How long an outcome counts. @default 30000 */
	readonly windowMs: number
	/** How long the model is left alone. @default 30000 */
	readonly cooldownMs: number
	/** Longest that a provider may ask for. @default 300000 */
	readonly maxCooldownMs: number
}

/** Answers that are given again to equal requests. */
export interface ResponseCacheConfig {
	/** @default false */
	readonly enabled: boolean
	/** Whether requests of any temperature are answered, and not those of 0 alone. @default false */
	readonly always: boolean
	/** Seconds an answer is given again. @default 3600, an hour */
	readonly ttlSeconds: number
	/** Bytes held at most. @default 67108864, 64 MiB */
	readonly maxBytes: number
	/** Answers held at most. @default 10000 */
	readonly maxEntries: number
	/** Whether equal requests at the same time are sent once. @default true */
	readonly share: boolean
	/** Label whose values never share an answer. Absent: all calls do. */
	readonly scopeTag?: string
}

/** Why a call may fail that is not tried again by itself. */
export type FallbackReason = (typeof FALLBACK_REASONS)[number]

const FALLBACK_REASONS = [
	'authentication',
	'permission',
	'quota',
	'not-found',
	'too-large',
	'invalid-request',
	'malformed',
	'other',
] as const

/** Longest wait of a timer, about 25 days. */
const LONGEST_MS = 2 ** 31 - 1

function milliseconds(example: string, least: number): z.ZodType<number> {
	const expected = `a whole number of milliseconds, such as ${example}`
	return z
		.number({ error: expected })
		.int({ error: expected })
		.min(least, { error: expected })
		.max(LONGEST_MS, { error: `at most ${LONGEST_MS} milliseconds, about 25 days` })
}

const retrySchema: z.ZodType<RetryConfig> = z
	.strictObject(
		{
			attempts: whole('a whole number of tries, such as 3 (1 for no retries)', 1)
				.default(3)
				.describe('Tries in all, the first one included; 1 for no retries.'),
			base_delay_ms: milliseconds('500', 0)
				.default(500)
				.describe('Bound of the first wait; that of each later one is twice the one before.'),
			max_delay_ms: milliseconds('8000 (8 seconds)', 0)
				.default(8_000)
				.describe('Bound of every wait that the provider did not ask for.'),
			max_retry_after_ms: milliseconds('60000 (a minute)', 0)
				.default(60_000)
				.describe('Longest wait that a provider may ask for; one that asks for more is not tried again.'),
			total_ms: milliseconds('120000 (two minutes)', 0)
				.default(120_000)
				.describe('Time from the first try in which the last one must begin.'),
		},
		{ error: 'a mapping, such as { attempts: 3 }' },
	)
	.transform(camelKeys)

const breakerSchema: z.ZodType<BreakerConfig> = z
	.strictObject(
		{
			enabled: flag()
				.exactOptional()
				.describe('Whether failing models are left alone; by default where there are fallbacks.'),
			failures: whole('a whole number of failures, such as 5', 1)
				.default(5)
				.describe('So many failed calls among the last 2 × failures open the circuit.'),
			window_ms: milliseconds('30000 (half a minute)', 0)
				.default(30_000)
				.describe('How long an outcome counts, in milliseconds.'),
			cooldown_ms: milliseconds('30000 (half a minute)', 0)
				.default(30_000)
				.describe('How long the model is left alone, in milliseconds.'),
			max_cooldown_ms: milliseconds('300000 (five minutes)', 0)
				.default(300_000)
				.describe('Longest that a provider may ask to be left alone, in milliseconds.'),
		},
		{ error: 'a mapping, such as { failures: 5, cooldown_ms: 30000 }' },
	)
	.transform(camelKeys)

const cacheSchema: z.ZodType<ResponseCacheConfig> = z
	.strictObject(
		{
			enabled: flag()
				.default(false)
				.describe('Whether equal requests are answered from the memory of this process.'),
			always: flag()
				.default(false)
				.describe('Whether requests of any temperature are, and not those of 0 alone.'),
			ttl_seconds: whole('a whole number of seconds, such as 3600 (an hour)', 1)
				.default(3_600)
				.describe('Seconds an answer is given again.'),
			max_bytes: whole('a whole number of bytes, such as 67108864 (64 MiB)', 1)
				.default(2 ** 26)
				.describe('Bytes held at most.'),
			max_entries: whole('a whole number of answers, such as 10000', 1)
				.default(10_000)
				.describe('Answers held at most.'),
			share: flag().default(true).describe('Whether equal requests at the same time are sent once.'),
			scope_tag: text('a label of calls, such as tenant')
				.exactOptional()
				.describe('Label whose values never share an answer; calls without it are not cached.'),
		},
		{ error: 'a mapping, such as { enabled: true }' },
	)
	.transform(camelKeys)

export const callsSchema: z.ZodType<CallsConfig> = z
	.strictObject(
		{
			timeout_ms: milliseconds('60000 (a minute)', 1)
				.default(3_600_000)
				.describe('Waiting for an answer in all, in milliseconds; each try has its own.'),
			first_byte_timeout_ms: milliseconds('30000 (half a minute)', 1)
				.exactOptional()
				.describe("Until the answer begins, in milliseconds; by default the provider's ten minutes."),
			idle_timeout_ms: milliseconds('60000 (a minute)', 1)
				.exactOptional()
				.describe(
					"Between two pieces of an answer, in milliseconds; by default the provider's five minutes.",
				),
			retry: retrySchema.prefault({}).describe('How often a failed call is tried again.'),
			cascades: cascadesSchema
				.default({})
				.describe('Cheaper models to try first, by the model that is asked for.'),
			fallbacks: z
				.record(z.string(), texts('the name of a model, such as claude-haiku-4-5'), {
					error: 'a mapping of models with lists, such as gpt-4o: [claude-sonnet-4-5]',
				})
				.default({})
				.describe('Models to ask in turn when one fails, by its name.'),
			fallback_on: z
				.array(oneOf(FALLBACK_REASONS), { error: 'a list of reasons, such as [quota, too-large]' })
				.default([])
				.describe('Reasons to ask them beside those that may pass, such as quota or too-large.'),
			breaker: breakerSchema.prefault({}).describe('When a failing model is left alone for a while.'),
			cache: cacheSchema.prefault({}).describe('Answers that are given again to equal requests.'),
			budgets: budgetsSchema.default([]).describe('Bounds of what calls may cost.'),
			unpriced: oneOf(['allow', 'refuse'])
				.default('allow')
				.describe('What budgets do with calls of models that have no price.'),
		},
		{ error: 'a mapping with keys such as retry, fallbacks and budgets' },
	)
	.transform(camelKeys)
