export type { ArmPrior } from './bandit/arm.ts'
export { Bandit, type SavedBandit } from './bandit/bandit.ts'
export type { BanditOptions } from './bandit/bandit-options.ts'
export type { BudgetState, ExplorationBudget } from './bandit/budget.ts'
export { priorsFrom } from './bandit/priors.ts'
export type { Reward } from './bandit/reward.ts'
export type {
	AcceptDecision,
	AcceptRule,
	AnswerCheck,
	CascadeState,
	CheapAnswer,
	Verdict,
} from './cascade/accept.ts'
export { type AnswerOf, normalAnswer } from './cascade/answer-key.ts'
export { type Cascade, type CascadeStep, defaultChecks } from './cascade/cascade.ts'
export { finished } from './cascade/checks/finished.ts'
export { type Judge, type JudgedOptions, type Judgement, judged } from './cascade/checks/judged.ts'
export { notEmpty } from './cascade/checks/not-empty.ts'
export { type NotRefusedOptions, notRefused } from './cascade/checks/not-refused.ts'
export { validStructure } from './cascade/checks/valid-structure.ts'
export { validToolCalls } from './cascade/checks/valid-tool-calls.ts'
export { type AgreementOptions, agreement } from './cascade/rules/agreement.ts'
export { firstFit } from './cascade/rules/first-fit.ts'
export type { CascadeClock } from './cascade/time-limit.ts'
export type { AcceptModel, TrainedOn } from './cascade/trained/accept-model.ts'
export type { AcceptRecord, RecordedAnswer } from './cascade/trained/accept-record.ts'
export { type TrainAcceptOptions, trainAccept } from './cascade/trained/train-accept.ts'
export { type TrainedAcceptOptions, trainedAccept } from './cascade/trained/trained-accept.ts'
export { type CascadeOptions, withCascade } from './cascade/with-cascade.ts'
export type { ModelChooser, RankedModel } from './choose/model-chooser.ts'
export type { Condition, Subject } from './condition.ts'
export { languageNames } from './conditions/language.ts'
export type { MetadataTest, MetadataValue } from './conditions/metadata.ts'
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
export type { Aim, Setting } from './learned/aim.ts'
export type { CurvePoint, Estimate } from './learned/curve.ts'
export type { DriftOptions, DriftReport } from './learned/drift.ts'
export {
	type Evaluation as LearnedEvaluation,
	type EvaluationRow as LearnedEvaluationRow,
	evaluateRouter,
} from './learned/evaluate.ts'
export {
	LearnedRouter,
	type LearnedRouterOptions,
	type ModelPrediction,
	type TrainingReport,
	type TrainOptions,
} from './learned/learned-router.ts'
export type { Method } from './learned/members.ts'
export { type Outcome, type RoutingRecord, readRecords } from './learned/records.ts'
export type { SavedLearnedRouter } from './learned/saved.ts'
export type { Verdict as LearnedVerdict } from './learned/verdict.ts'
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
