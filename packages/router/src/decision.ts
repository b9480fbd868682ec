import type { RankedModel } from './choose/model-chooser.ts'
import type { SessionDecision } from './session/session-decision.ts'

/** A route that was scored and not chosen. */
export interface RunnerUp {
	readonly route: string
	/** In [0, 1]. */
	readonly score: number
	/** Score that the route would have needed. */
	readonly threshold: number
}

/** A route that would have been chosen, or could not be judged, and the reason it was not taken. */
export interface PassedOver {
	/** Name of the route, or `null` for the default model. */
	readonly route: string | null
	readonly reason: string
}

/** How the model of a route was chosen among several. */
export interface ModelChoice {
	/** Name of the chooser: `learned`, `bandit`. */
	readonly by: string
	/** Every model with its score, best first; those that cannot serve the request stand in `passedOver`. */
	readonly models: readonly RankedModel[]
}

/**
 * What a call would cost, in USD, before it is made; or the statement that no price is known.
 *
 * Both bounds take the prompt as it is now, nothing read from the provider's cache. `low` is the prompt with no
 * answer; `high` adds the longest answer allowed: the least of the route's, the request's and the model's bound,
 * or 4,096 tokens where there is none. Images and the provider's own framing of the prompt are not in it.
 */
export type EstimatedCost =
	| { readonly status: 'priced'; readonly low: number; readonly high: number; readonly mark: 'estimated' }
	| { readonly status: 'unpriced'; readonly model: string }

/** Which model a request goes to, and why. */
export interface RouteDecision {
	/** Name of the route, or `null` for the default model. */
	readonly route: string | null
	/** As the route or the default names it. */
	readonly model: string
	/** Bound of generated tokens that the route asks for. */
	readonly maxTokens?: number
	/** In words: the condition that held or the score that won, what was passed over and why. */
	readonly reason: string
	/** Score of the chosen route, in [0, 1]; 1 for a condition that held, `null` for the default. */
	readonly score: number | null
	/** Score the chosen route needed; 1 for a condition, `null` for the default. */
	readonly threshold: number | null
	/** The best-scored routes not chosen, best first, at most 3. */
	readonly runnersUp: readonly RunnerUp[]
	readonly passedOver: readonly PassedOver[]
	/** Present where the route leaves the model to a chooser. */
	readonly choice?: ModelChoice
	/** Present where the conversation had earlier turns, or its state was given: whether it stays with its model, and why. */
	readonly session?: SessionDecision
	/** Why no model of the router can serve the request, as far as is known; it then goes to the default model all the same. */
	readonly unserved?: string
	readonly estimatedCost: EstimatedCost
}
