export type { ArmPrior } from './bandit/arm.ts'
export { Bandit, type BanditOptions, type Reward, type SavedBandit } from './bandit/bandit.ts'
export type { BudgetState, ExplorationBudget } from './bandit/budget.ts'
export { priorsFrom } from './bandit/priors.ts'
export type { ModelChooser, RankedModel } from './choose/model-chooser.ts'
export type { Condition, Subject } from './condition.ts'
export type { EstimatedCost, ModelChoice, PassedOver, RouteDecision, RunnerUp } from './decision.ts'
export type { Aim, Setting } from './learned/aim.ts'
export type { CurvePoint, Estimate } from './learned/curve.ts'
export type { DriftOptions, DriftReport } from './learned/drift.ts'
export { type Evaluation, type EvaluationRow, evaluateRouter } from './learned/evaluate.ts'
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
export type { Verdict } from './learned/verdict.ts'
export type { ConditionRoute, Route, SemanticRoute } from './route.ts'
export { ModelRouter, type ModelRouterOptions } from './router.ts'
export { conditionOf, type When } from './when.ts'
