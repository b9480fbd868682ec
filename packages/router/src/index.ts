export type { ModelChooser, RankedModel } from './choose/model-chooser.ts'
export type { Condition, Subject } from './condition.ts'
export type { EstimatedCost, ModelChoice, PassedOver, RouteDecision, RunnerUp } from './decision.ts'
export {
	type Distribution,
	type DistributionFigures,
	type DistributionRow,
	type DistributionSums,
	type DistributionTotal,
	distributionOf,
	type PerThousand,
} from './distribution/distribution.ts'
export { formatDistribution, type PrintableDistribution } from './distribution/format-distribution.ts'
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
export type { SizeAfter } from './gate/hindrance.ts'
export { lackOf } from './gate/request-lack.ts'
export type { ConditionRoute, Route, SemanticRoute } from './route.ts'
export { ModelRouter } from './router.ts'
export type { LoadOptions, ModelRouterOptions, RouteContext } from './router-options.ts'
export type { SavedFunctions } from './saved/load.ts'
export type { SavedEmbeddings } from './saved/saved-embeddings.ts'
export type { SavedChooser, SavedRoute, SavedRouter } from './saved/saved-router.ts'
export type { SavedLexical } from './semantic/lexical/lexical-classifier.ts'
export type { SessionCosts, SessionDecision, SessionState } from './session/session-decision.ts'
export type { SessionPolicy } from './session/sessions.ts'
export { conditionOf, type When } from './when.ts'
