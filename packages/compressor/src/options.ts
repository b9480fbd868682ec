import { type ChatModel, HeadroomError, type Tokenizer } from '@headroom/spec'
import { tokenizerFor } from '@headroom/tokenizer'
import { type CachePricesOption, checkPrices } from './checkpoint/prices.ts'
import type { Summariser } from './model/summariser.ts'
import { summariserOf } from './model/summariser-options.ts'
import type { RecallStore } from './recall/store.ts'
import type { Segmenter } from './segment/segment.ts'
import { defaultSegmenters } from './segment/segmenters.ts'
import { extractiveStrategy } from './strategy/extractive.ts'
import type { Strategy } from './strategy/strategy.ts'

/** How a `ContextCompressor` compresses. */
export interface ContextCompressorOptions {
	/**
	 * Share of the tokens that is always kept at least, and about what is aimed at, in (0, 1]. The result lands
	 * just above it.
	 *
	 * @default 0.5, below which measured agents cost more, because they ask again
	 */
	readonly maxCompressionRatio?: number
	/**
	 * Whether `maxCompressionRatio` may be below 0.5.
	 *
	 * @default false
	 */
	readonly allowBelowFloor?: boolean
	/**
	 * Words whose sentence, line or row always stays. Any case; whole words in scripts with spaces.
	 *
	 * @default []
	 */
	readonly preserveKeywords?: readonly string[]
	/**
	 * Tokens to aim at in place of the share, where the share allows it.
	 *
	 * @default none
	 */
	readonly targetTokens?: number
	/**
	 * Texts with fewer tokens pass through; for whole conversations, conversations with fewer.
	 *
	 * @default 200
	 */
	readonly minTokens?: number
	/**
	 * What decides which segments are worth most.
	 *
	 * @default extractiveStrategy()
	 */
	readonly strategy?: Strategy
	/**
	 * What cuts texts into segments; the first that knows a text's kind does it.
	 *
	 * @default defaultSegmenters
	 */
	readonly segmenters?: readonly Segmenter[]
	/**
	 * `preserve`: what becomes of a message depends on it and earlier ones alone, so that a provider's prompt
	 * cache stays warm. `ignore`: the whole conversation is compressed afresh for its last question.
	 *
	 * @default 'preserve' as a stage, 'ignore' in `compress()`
	 */
	readonly cache?: 'preserve' | 'ignore'
	/**
	 * Prices of the provider's prompt cache, relative to the input price, or a function that knows them by model
	 * id. With them, and `cache: 'preserve'`, older turns are compacted at checkpoints: boundaries at which
	 * rewriting the cached prompt costs less than it is expected to save. What a checkpoint has made stays, byte for
	 * byte. A function is asked as a stage only.
	 *
	 * @default none: older turns are never compacted
	 */
	readonly cachePrices?: CachePricesOption
	/**
	 * Counts for `compress()`; as a stage the request's own tokenizer counts.
	 *
	 * @default that of openai/gpt-4o
	 */
	readonly tokenizer?: Tokenizer
	/**
	 * Model that summarises long texts and old turns, such as `gpt-4o-mini`. Has no effect without `chatModel`.
	 *
	 * A model is no pure function: it is asked by `compress()`, unless `cache` is `preserve`, and as a stage only
	 * where `cache` is `ignore`. Its summaries keep `preserveKeywords`, though not their sentences.
	 *
	 * @default none
	 */
	readonly model?: string
	/**
	 * What speaks to `model`. Whatever it answers is verified; without it nothing is written but markers.
	 *
	 * @default none
	 */
	readonly chatModel?: ChatModel
	/**
	 * Requests to the model on their way at once.
	 *
	 * @default 4
	 */
	readonly modelConcurrency?: number
	/**
	 * Milliseconds that asking the model may take in all for one call; what it has not summarised by then is
	 * compressed without it.
	 *
	 * @default 8000, since a client gives a whole stage 10,000
	 */
	readonly modelTimeoutMs?: number
	/**
	 * Where what is left out is kept, so that markers carry ids to recall it by. Ids cost about 7 tokens a marker.
	 * A text is cut only where all that goes can be kept.
	 *
	 * @default none: markers carry no ids
	 */
	readonly recall?: RecallStore
	/**
	 * Whose texts these are, such as a tenant or session: nothing is recalled from another scope.
	 *
	 * @default 'default'
	 */
	readonly scope?: string
}

/** Options with every default filled in. */
export interface Settings {
	readonly ratio: number
	readonly keywords: readonly string[]
	readonly targetTokens: number | undefined
	readonly minTokens: number
	readonly strategy: Strategy
	readonly segmenters: readonly Segmenter[]
	readonly cache: 'preserve' | 'ignore' | undefined
	readonly cachePrices: CachePricesOption | undefined
	readonly tokenizer: Tokenizer | undefined
	readonly summariser: Summariser | undefined
	readonly recall: RecallStore | undefined
	readonly scope: string
}

/** The share that is never crossed unless the caller insists. */
const FLOOR = 0.5

/** @throws HeadroomError `invalid-argument` for a value out of range. */
export function settingsOf(options: ContextCompressorOptions): Settings {
	const ratio = options.maxCompressionRatio ?? FLOOR
	if (!(ratio > 0 && ratio <= 1)) {
		throw invalid(
			'maxCompressionRatio',
			ratio,
			'a share above 0 and up to 1',
			'Use 0.5 to keep half of the tokens',
		)
	}
	if (ratio < FLOOR && options.allowBelowFloor !== true) {
		throw invalid(
			'maxCompressionRatio',
			ratio,
			'at least 0.5',
			'Set allowBelowFloor: true beside it to go lower',
		)
	}
	const { targetTokens, minTokens = 200, cache } = options
	if (targetTokens !== undefined && !(Number.isInteger(targetTokens) && targetTokens > 0)) {
		throw invalid('targetTokens', targetTokens, 'a whole number above 0', 'Leave it out to use the share')
	}
	if (!(Number.isInteger(minTokens) && minTokens >= 0)) {
		throw invalid('minTokens', minTokens, 'a whole number from 0', 'Use 200, the default')
	}
	if (cache !== undefined && cache !== 'preserve' && cache !== 'ignore') {
		throw invalid('cache', cache, "'preserve' or 'ignore'", 'Leave it out for the default')
	}
	checkPrices(options.cachePrices)
	return {
		ratio,
		keywords: (options.preserveKeywords ?? []).filter((keyword) => keyword.trim() !== ''),
		targetTokens,
		minTokens,
		strategy: options.strategy ?? extractiveStrategy(),
		segmenters: options.segmenters ?? defaultSegmenters,
		cache,
		cachePrices: options.cachePrices,
		tokenizer: options.tokenizer,
		summariser: summariserOf(options, invalid),
		recall: options.recall,
		scope: options.scope ?? 'default',
	}
}

/** The tokenizer `compress()` counts with when the caller gave none. */
export function defaultTokenizer(): Tokenizer {
	return tokenizerFor('openai/gpt-4o')
}

function invalid(name: string, value: unknown, expected: string, fix: string): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`ContextCompressor: ${name} is ${String(value)}; expected ${expected}. ${fix}.`,
	)
}
