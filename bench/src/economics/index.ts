export { AGENT_SESSION, type SessionShape } from './agent-session.ts'
export { breakEvenTurns, type CachedEdit, netGain } from './break-even.ts'
export {
	ANTHROPIC_1_HOUR,
	ANTHROPIC_5_MINUTES,
	type CachePrice,
	cachePriceOf,
	OPENAI_HALF,
	OPENAI_TENTH,
} from './cache-price.ts'
export {
	type ModelOfCall,
	type RoutedSession,
	type RoutedSessionOptions,
	routed,
	routedSession,
} from './routed-session.ts'
export { type Block, type PromptPlan, type SessionCost, sessionCost, type TurnCost } from './session-cost.ts'
export { type StageSessionOptions, stageSessionCost } from './stage-session.ts'
export {
	batchedCompaction,
	firstSight,
	protectLast,
	REFERENCE_CUT,
	REFERENCE_WINDOW,
	rollingWindow,
	unchanged,
} from './strategies.ts'
export { type ConversationPlan, syntheticConversation } from './synthetic-conversation.ts'
