import { z } from 'zod'
import { camelKeys, decimal, texts, whole } from '../fields.ts'

/** What the user knows better than the catalog about one model. Prices are USD per 1M tokens. */
export interface ModelConfig {
	/** Needs `output` beside it, and any other price needs both: together they replace the catalog's. */
	readonly input?: number
	readonly output?: number
	/** Price of input read from the prompt cache. */
	readonly cacheRead?: number
	/** Price of input written to the prompt cache. */
	readonly cacheWrite?: number
	/** Most tokens of prompt and answer together. */
	readonly contextWindow?: number
	/** Where it runs; a request that wants a region goes to models of that region alone. */
	readonly regions?: readonly string[]
}

const price = 'a price in USD per 1M tokens, such as 0.15'

const modelSchema: z.ZodType<ModelConfig> = z
	.strictObject(
		{
			input: decimal(price, { min: 0 }).exactOptional().describe('USD per 1M tokens of input.'),
			output: decimal(price, { min: 0 }).exactOptional().describe('USD per 1M tokens of output.'),
			cache_read: decimal(price, { min: 0 })
				.exactOptional()
				.describe('USD per 1M tokens of input read from the prompt cache.'),
			cache_write: decimal(price, { min: 0 })
				.exactOptional()
				.describe('USD per 1M tokens of input written to the prompt cache.'),
			context_window: whole('a whole number of tokens, such as 128000', 1)
				.exactOptional()
				.describe('Most tokens of prompt and answer together.'),
			regions: texts('a region, such as eu')
				.exactOptional()
				.describe('Where the model runs; a request that wants a region goes to models of it alone.'),
		},
		{ error: 'a mapping with prices, such as { input: 0.15, output: 0.6 }' },
	)
	.transform(camelKeys)

export const modelsSchema: z.ZodType<Readonly<Record<string, ModelConfig>>> = z.record(
	z.string(),
	modelSchema,
	{
		error: 'a mapping of model ids, such as openai/gpt-4o-mini: { input: 0.15, output: 0.6 }',
	},
)
