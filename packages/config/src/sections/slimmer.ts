import { z } from 'zod'
import { camelKeys, flag, oneOf, texts } from '../fields.ts'

/** Layer 1: slimming, which loses nothing. */
export interface SlimmerConfig {
	/** @default true */
	readonly enabled: boolean
	/** How far slimming goes. @default 'standard' */
	readonly level: 'lossless' | 'standard' | 'aggressive'
	/** Whether a block that repeats an earlier one becomes a reference to it. @default true */
	readonly dedup: boolean
	/** Whether data is re-spelled in a cheaper notation that can be read back. @default true */
	readonly encode: boolean
	/** Rules and encoders switched on or off by name, whatever the level says. @default {} */
	readonly rules: Readonly<Record<string, boolean>>
	/** Words whose surroundings no rule rewords. @default [] */
	readonly preserveKeywords: readonly string[]
}

export const slimmerSchema: z.ZodType<SlimmerConfig> = z
	.strictObject(
		{
			enabled: flag().default(true).describe('Whether Layer 1 runs.'),
			level: oneOf(['lossless', 'standard', 'aggressive'])
				.default('standard')
				.describe(
					'How far slimming goes: restorable exactly, without what carries no meaning, or terser wording too.',
				),
			dedup: flag()
				.default(true)
				.describe('Whether a block that repeats an earlier one becomes a reference to it.'),
			encode: flag()
				.default(true)
				.describe('Whether data is re-spelled in a cheaper notation: tables, log templates, trees.'),
			rules: z
				.record(z.string(), flag(), { error: 'rule names with true or false, such as ansi: false' })
				.default({})
				.describe('Rules and encoders switched on or off by name, whatever the level says.'),
			preserve_keywords: texts('a word, such as "never"')
				.default([])
				.describe('Words whose surroundings no rule rewords.'),
		},
		{ error: 'a mapping with keys such as level and dedup' },
	)
	.transform(camelKeys)
