import { z } from 'zod'
import { type CallsConfig, callsSchema } from './sections/calls.ts'
import { type CompressorConfig, compressorSchema } from './sections/compressor.ts'
import { type ModelConfig, modelsSchema } from './sections/models.ts'
import { type MonitoringConfig, monitoringSchema } from './sections/monitoring.ts'
import { type ProviderConfig, providersSchema } from './sections/providers.ts'
import { type RouterConfig, routerSchema } from './sections/router.ts'
import { type SlimmerConfig, slimmerSchema } from './sections/slimmer.ts'

/** The whole configuration with every default filled in. Keys are camelCase here, snake_case in the file. */
export interface Config {
	readonly slimmer: SlimmerConfig
	readonly compressor: CompressorConfig
	readonly router: RouterConfig
	/** By the first half of model ids: `openai` in `openai/gpt-4o-mini`. @default {} */
	readonly providers: Readonly<Record<string, ProviderConfig>>
	readonly calls: CallsConfig
	readonly monitoring: MonitoringConfig
	/** By model id, `provider/model` or a bare name. @default {} */
	readonly models: Readonly<Record<string, ModelConfig>>
}

/** The one description of `headroom.yaml`: types, defaults and the JSON Schema all come from it. */
export const configSchema: z.ZodType<Config> = z.strictObject(
	{
		slimmer: slimmerSchema.prefault({}).describe('Layer 1: slimming, which loses nothing.'),
		compressor: compressorSchema.prefault({}).describe('Layer 2: compression, lossy, with a floor.'),
		router: routerSchema.prefault({}).describe('Layer 3: each request to the cheapest model that will do.'),
		providers: providersSchema.prefault({}).describe('How to reach the vendors, by name.'),
		calls: callsSchema
			.prefault({})
			.describe('What stands between a call and its provider: timeouts, retries, fallbacks, cache, budgets.'),
		monitoring: monitoringSchema.prefault({}).describe('What is told about calls.'),
		models: modelsSchema.prefault({}).describe('What you know better than the catalog, by model id.'),
	},
	{ error: 'a mapping with sections such as slimmer, compressor, router and providers' },
)
