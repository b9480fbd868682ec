export type { ModelChooser, RankedModel } from './choose/model-chooser.ts'
export type { Condition, Subject } from './condition.ts'
export type { EstimatedCost, ModelChoice, PassedOver, RouteDecision, RunnerUp } from './decision.ts'
export type {
	Confusion,
	Evaluation,
	Misrouted,
	OutOfScopeFigures,
	RoutedExample,
	RouteFigures,
} from './evaluate/report.ts'
export type { FitOptions } from './fit/options.ts'
export type { FitReport, FittedRoute } from './fit/report.ts'
export type { ConditionRoute, Route, SemanticRoute } from './route.ts'
export { type LoadOptions, ModelRouter, type ModelRouterOptions } from './router.ts'
export type { SavedFunctions } from './saved/load.ts'
export type { SavedEmbeddings } from './saved/saved-embeddings.ts'
export type { SavedChooser, SavedRoute, SavedRouter } from './saved/saved-router.ts'
export type { SavedLexical } from './semantic/lexical/lexical-classifier.ts'
export { conditionOf, type When } from './when.ts'
