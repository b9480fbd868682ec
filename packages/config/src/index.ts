export type { ConfigSource } from './discover.ts'
export type { ConfigEntry, Provenance } from './entries.ts'
export { type FormatOptions, formatConfigError } from './format-error.ts'
export type { Environment } from './interpolate.ts'
export { configJsonSchema, type JsonSchema } from './json-schema.ts'
export { type LoadedConfig, type LoadOptions, loadConfig, type ParseOptions, parseConfig } from './load.ts'
export { printConfig } from './print.ts'
export type { Config } from './schema.ts'
export { Secret } from './secret.ts'
export type { BudgetConfig } from './sections/budgets.ts'
export type {
	BreakerConfig,
	CallsConfig,
	FallbackReason,
	ResponseCacheConfig,
	RetryConfig,
} from './sections/calls.ts'
export type { CompressorConfig, RecallConfig } from './sections/compressor.ts'
export type { ConditionConfig, MetadataTestConfig } from './sections/condition.ts'
export type { ModelConfig } from './sections/models.ts'
export type { LedgerConfig, MonitoringConfig } from './sections/monitoring.ts'
export type { ProviderConfig } from './sections/providers.ts'
export type { AimConfig, RouteConfig, RouterConfig } from './sections/router.ts'
export type { SlimmerConfig } from './sections/slimmer.ts'
