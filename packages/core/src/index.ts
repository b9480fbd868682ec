export {
	ContextCompressor,
	type ContextCompressorOptions,
	memoryRecallStore,
	type RecallStore,
} from '@headroom/compressor'
export { type Config, formatConfigError, type LoadedConfig, loadConfig, printConfig } from '@headroom/config'
export { createCatalog } from '@headroom/models'
export {
	type AcceptRule,
	type AnswerCheck,
	agreement,
	type Cascade,
	type CascadeOptions,
	defaultChecks,
	type Evaluation,
	evaluateRouter,
	type FitReport,
	judged,
	type LearnedEvaluation,
	LearnedRouter,
	ModelRouter,
	type ModelRouterOptions,
	notRefused,
	type Route,
	type RouteDecision,
	type RoutedExample,
	type RoutingRecord,
	readRecords,
	type TrainOptions,
	validStructure,
	withCascade,
} from '@headroom/router'
export { TokenSlimmer, type TokenSlimmerOptions } from '@headroom/slimmer'
export {
	type CallRecord,
	type ChatEvent,
	type ChatModel,
	type ChatRequest,
	type ChatResponse,
	ConfigError,
	type Cost,
	HeadroomError,
	type HeadroomEvent,
	isHeadroomError,
	type Message,
	mapArray,
	mapMessageText,
	messageText,
	type Provider,
	ProviderError,
	type Stage,
	type StageContext,
	type Usage,
} from '@headroom/spec'
export { countMessages, tokenizerFor } from '@headroom/tokenizer'
export type { Accountant, CallEnd, CallStart } from './account/call-account.ts'
export type { CallSavings } from './account/call-savings.ts'
export type { Budget } from './calls/budget.ts'
export type { Clock } from './calls/clock.ts'
export { type CallOptions, type ConnectOptions, connectModel } from './calls/connect-model.ts'
export { type EmbedderConnection, embedderFromConfig } from './calls/embedder-from-config.ts'
export type { ProviderSource, ProviderSources } from './calls/provider-directory.ts'
export {
	type MemoryResponseStoreOptions,
	memoryResponseStore,
	type ResponseStore,
} from './calls/response-store.ts'
export { type BudgetOptions, withBudget } from './calls/with-budget.ts'
export { type CircuitBreakerOptions, withCircuitBreaker } from './calls/with-circuit-breaker.ts'
export { type FallbackChains, type FallbackOptions, withFallback } from './calls/with-fallback.ts'
export { type ResponseCacheOptions, withResponseCache } from './calls/with-response-cache.ts'
export { type RetryOptions, withRetry } from './calls/with-retry.ts'
export { type TimeoutOptions, withTimeout } from './calls/with-timeout.ts'
export type { ChatOptions } from './chat/chat-options.ts'
export type { ChatResult } from './chat/chat-result.ts'
export type { ChatStream } from './chat/chat-stream.ts'
export { HeadroomClient, type HeadroomOptions, type OptimizeContext, type Optimized } from './client.ts'
export type { ConfiguredOptions } from './configured-options.ts'
export { formatCount, formatTable, formatUsd } from './format.ts'
export { optionsFromConfig } from './from-config.ts'
export type { LedgerQuery, LedgerRow, LedgerStore, LedgerSums, ReportBy } from './ledger/ledger-store.ts'
export { type MemoryLedgerOptions, memoryLedger } from './ledger/memory-ledger.ts'
export { defaultLedgerPath, type LedgerOptions, openLedger } from './ledger/open-ledger.ts'
export { type SqliteLedgerOptions, sqliteLedger } from './ledger/sqlite-ledger.ts'
export { type PrometheusMetrics, type PrometheusOptions, prometheusMetrics } from './monitoring/prometheus.ts'
export { type SavingsLogOptions, savingsLog } from './monitoring/savings-log.ts'
export {
	Pipeline,
	type PipelineContext,
	type PipelineOptions,
	type PipelineResult,
	type StageReport,
} from './pipeline.ts'
export { type Prompt, readPrompt } from './read-prompt.ts'
export { createReport, type Report, type ReportOptions, type ReportRow } from './report/create-report.ts'
export { type FormatReportOptions, formatReport, type ReportLine } from './report/format-report.ts'
export type { PrintableReport } from './report/printable-report.ts'
export { reportCsv } from './report/report-csv.ts'
export type { CostSavings, LayerSavings, Savings } from './savings.ts'
export { headroomFetch, headroomOf, withHeadroom } from './wrap/with-headroom.ts'
export type { Fetch, WrapOptions } from './wrap/wrap-options.ts'
