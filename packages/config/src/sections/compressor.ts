import { z } from 'zod'
import { camelKeys, decimal, flag, oneOf, text, texts, whole } from '../fields.ts'

/** Layer 2: compression, which is lossy and keeps a floor. */
export interface CompressorConfig {
	/** @default true */
	readonly enabled: boolean
	/**
	 * Model that may summarise, in a program that connects it by `providers` and with `cache: 'ignore'`.
	 * Otherwise sentences are selected, none is written, and no call is made.
	 */
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
	/** Tokens to aim at where `maxCompressionRatio` allows it. Absent: the ratio is aimed at. */
	readonly targetTokens?: number
	/** Where what is left out is kept. Absent: nowhere, and markers carry no ids. */
	readonly recall?: RecallConfig
	/** Whose texts these are; nothing is recalled from another scope. @default 'default' */
	readonly scope: string
}

/** Where what compression leaves out is kept, to be recalled by the ids that markers carry. */
export interface RecallConfig {
	/** `memory` ends with the process; `sqlite` is a file. @default 'memory' */
	readonly store: 'memory' | 'sqlite'
	/** The file of, and required by, the store `sqlite`; relative to the folder of headroom.yaml. */
	readonly path?: string
	/** Seconds a text can be recalled after it was last left out. @default 86400, a day */
	readonly ttlSeconds: number
	/** Bytes that the store `memory` holds at most. @default 67108864, 64 MiB */
	readonly maxBytes?: number
}

/** Below this the answers of the measured workloads begin to suffer; a file must say that it means it. */
export const FLOOR = 0.5

const recallSchema: z.ZodType<RecallConfig> = z
	.strictObject(
		{
			store: oneOf(['memory', 'sqlite'])
				.default('memory')
				.describe('Where texts are kept: memory ends with the process, sqlite is a file.'),
			path: text('the path of a file, such as recall.db')
				.exactOptional()
				.describe('File of the store sqlite, relative to the folder of headroom.yaml.'),
			ttl_seconds: whole('a whole number of seconds, such as 86400 (a day)', 1)
				.default(86_400)
				.describe('Seconds a text can be recalled after it was last left out.'),
			max_bytes: whole('a whole number of bytes, such as 67108864 (64 MiB)', 1)
				.exactOptional()
				.describe('Bytes that the store memory holds at most; without it, 64 MiB.'),
		},
		{ error: 'a mapping, such as { store: sqlite, path: recall.db }' },
	)
	.transform(camelKeys)

export const compressorSchema: z.ZodType<CompressorConfig> = z
	.strictObject(
		{
			enabled: flag().default(true).describe('Whether Layer 2 runs.'),
			model: text('the name of a model, such as gpt-4o-mini')
				.exactOptional()
				.describe(
					'Model that may summarise where a program connects one; otherwise sentences are selected and no call is made.',
				),
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
			target_tokens: whole('a whole number of tokens, such as 4000', 1)
				.exactOptional()
				.describe('Tokens to aim at where max_compression_ratio allows it.'),
			recall: recallSchema
				.exactOptional()
				.describe('Where what is left out is kept, to be recalled by the ids that markers carry.'),
			scope: text('a text, such as team-a')
				.default('default')
				.describe('Whose texts these are; nothing is recalled from another scope.'),
		},
		{ error: 'a mapping with keys such as model and max_compression_ratio' },
	)
	.transform(camelKeys)
