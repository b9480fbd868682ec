export type {
	BreakerEvent,
	BudgetEvent,
	CallEvent,
	CallOutcome,
	CallRecord,
	CascadeEvent,
	FallbackEvent,
	ResponseCacheEvent,
	RetryEvent,
} from './call.ts'
export type { ModelCapabilities, ModelCatalog, ModelInfo } from './catalog.ts'
export type { ChatEvent, ChatRequest, ChatResponse, FinishReason, ToolDefinition } from './chat.ts'
export {
	ConfigError,
	type ConfigProblem,
	HeadroomError,
	type HeadroomErrorCode,
	isHeadroomError,
	ProviderError,
	type ProviderErrorReason,
} from './error.ts'
export type {
	CheckpointEvent,
	EventOfCall,
	HeadroomEvent,
	ModelUsageEvent,
	OmissionEvent,
	RouteEvent,
	RuleEvent,
	StageEvent,
	StageFailedEvent,
	WarningEvent,
} from './event.ts'
export type { JsonObject, JsonValue } from './json.ts'
export type { Message, OpaquePart, Part, Role, TextPart, ToolCallPart, ToolResultPart } from './message.ts'
export type { CallContext, ChatModel, Embedder, Provider } from './model.ts'
export { replay } from './replay.ts'
export type { Stage, StageContext } from './stage.ts'
export { tell } from './tell.ts'
export { mapArray, mapMessageText, messageText, messageTexts, type TextRewrite } from './text.ts'
export type { Tokenizer } from './tokenizer.ts'
export type { Cost, CostMark, Price, PriceTier, TokenPrice, Usage } from './usage.ts'
