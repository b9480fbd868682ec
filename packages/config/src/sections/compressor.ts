import { z } from 'zod'
import { camelKeys, decimal, flag, oneOf, text, texts, whole } from '../fields.ts'

/** Layer 2: compression, which is lossy and keeps a floor. */
export interface CompressorConfig {
	/** @default true */
	readonly enabled: boolean
	/** Model that may summarise. Absent: sentences are selected, none is written, and no call is made. */
	readonly model?: string
	/** Least share of the tokens that is kept, in (0, 1]; 1 keeps everything. @default 0.5 */
	readonly maxCompressionRatio: number
	/** Whether a ratio below 0.5 is meant. @default false */
	readonly allowBelowFloor: boolean
	/** Words whose sentences are kept. @default [] */
	readonly preserveKeywords: readonly string[]
	/** Whether what was sent once is sent again with the same bytes. @default 'preserve' */
	readonly cache: 'preserve' | 'ignore'
	/** Whether older turns are compacted where that pays at the model's cache prices. @default 'auto' */
	readonly checkpoints: 'auto' | 'never'
	/** Messages with fewer tokens are left alone. @default 200 */
	readonly minTokens: number
}

/** Below this the answers of the measured workloads begin to suffer; a file must say that it means it. */
export const FLOOR = 0.5

export const compressorSchema: z.ZodType<CompressorConfig> = z
	.strictObject(
		{
			enabled: flag().default(true).describe('Whether Layer 2 runs.'),
			model: text('the name of a model, such as gpt-4o-mini')
				.exactOptional()
				.describe('Model that may summarise; without one, sentences are selected and no call is made.'),
			max_compression_ratio: decimal(
				'a number above 0 and up to 1, such as 0.5 (keep at least half of the tokens)',
				{
					min: Number.MIN_VALUE,
					max: 1,
				},
			)
				.default(FLOOR)
				.meta({
					description:
						'Least share of the tokens that is kept; below 0.5 only beside allow_below_floor: true.',
					exclusiveMinimum: 0,
				}),
			allow_below_floor: flag()
				.default(false)
				.describe('Whether a max_compression_ratio below 0.5 is meant.'),
			preserve_keywords: texts('a word, such as "security"')
				.default([])
				.describe('Words whose sentences are kept.'),
			cache: oneOf(['preserve', 'ignore'])
				.default('preserve')
				.describe(
					'Whether what was sent once is sent again with the same bytes, for provider prompt caches.',
				),
			checkpoints: oneOf(['auto', 'never'])
				.default('auto')
				.describe(
					'Whether, with cache: preserve, older turns are compacted at points where rewriting the cached prompt pays.',
				),
			min_tokens: whole('a whole number of tokens, such as 200', 0)
				.default(200)
				.describe('Messages with fewer tokens are left alone.'),
		},
		{ error: 'a mapping with keys such as model and max_compression_ratio' },
	)
	.transform(camelKeys)
