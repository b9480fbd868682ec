import { type ChatRequest, HeadroomError } from '@headroom/spec'
import type { ModelChooser } from './choose/model-chooser.ts'
import type { Condition } from './condition.ts'
import { didYouMean } from './nearest.ts'
import type { When } from './when.ts'
import { conditionOf } from './when.ts'

interface RouteBase {
	/** Unique within a router; appears in decisions, events and reports. */
	readonly name: string
	/**
	 * Model id, `provider/model` or a bare name that the catalog resolves; or what chooses among several for each
	 * request.
	 */
	readonly model: string | ModelChooser
	/** Upper bound of generated tokens on this route; lowers a request's own bound, never raises it. */
	readonly maxTokens?: number
}

/**
 * A route that a condition chooses: a function, or conditions as data. Given both, both must hold. A route whose model is
 * chosen for each request may have neither: it takes what reaches it.
 */
export interface ConditionRoute extends RouteBase {
	/** @default 'condition' */
	readonly type?: 'condition'
	/**
	 * Judges what the person wrote last, without harness blocks. One that throws or rejects passes the request on to
	 * the next route, and the decision says so.
	 */
	readonly condition?: (text: string, request: ChatRequest) => boolean | Promise<boolean>
	readonly when?: When
}

/** A route that likeness to example texts chooses. Neighbouring semantic routes compete: the best score wins. */
export interface SemanticRoute extends RouteBase {
	readonly type: 'semantic'
	/** Texts of the kind that this route is for; five or more of different wording. */
	readonly utterances: readonly string[]
	/**
	 * Least score that chooses the route, in [0, 1], on the scale of the router's scorer.
	 *
	 * @default what `fit()` found, else 0.5: even odds
	 */
	readonly threshold?: number
	/**
	 * Name of the embedding model that scores the route; checked against the router's `embedder`. Without one the router
	 * scores as it does by default, and a decision's reason says by what.
	 */
	readonly embeddingModel?: string
}

export type Route = ConditionRoute | SemanticRoute

/** A route that was found sound, with its `when` read. */
export type ReadyRoute =
	| { readonly type: 'condition'; readonly route: ConditionRoute; readonly condition: Condition | undefined }
	| { readonly type: 'semantic'; readonly route: SemanticRoute }

const FIELDS: Readonly<Record<ReadyRoute['type'], readonly string[]>> = {
	condition: ['name', 'model', 'maxTokens', 'type', 'condition', 'when'],
	semantic: ['name', 'model', 'maxTokens', 'type', 'utterances', 'threshold', 'embeddingModel'],
}

/** @throws HeadroomError `invalid-argument` naming the route and the field that is wrong. */
export function readyRoute(route: Route): ReadyRoute {
	if (typeof route !== 'object' || route === null)
		throw wrong(`a route is ${JSON.stringify(route)}; expected an object with name, model and a condition`)
	const { name, model, maxTokens } = route
	const where =
		typeof name === 'string' && name !== '' ? `route ${JSON.stringify(name)}` : 'a route without a name'
	checkFields(route, where)
	if (typeof name !== 'string' || name === '') throw wrong('a route has no name; expected a unique text')
	if (!isChooser(model) && (typeof model !== 'string' || model === ''))
		throw wrong(`${where} has no model; expected an id such as "openai/gpt-4o-mini", or a chooser of models`)
	if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && maxTokens > 0))
		throw wrong(`${where}: maxTokens is ${String(maxTokens)}; expected a whole number above 0`)
	return route.type === 'semantic' ? readySemantic(route, where) : readyCondition(route, where)
}

/** A misspelt field would do nothing, or be missed in words that do not name it. */
function checkFields(route: Route, where: string): void {
	const { type = 'condition' } = route
	if (type !== 'condition' && type !== 'semantic')
		throw wrong(
			`${where}: type is ${JSON.stringify(type)}; expected "condition" or "semantic"${didYouMean(String(type), ['condition', 'semantic'])}`,
		)
	for (const [field, value] of Object.entries(route)) {
		// Read from a file, a route of conditions may carry an empty list of utterances.
		if (value === undefined || (Array.isArray(value) && value.length === 0 && field === 'utterances'))
			continue
		if (FIELDS[type].includes(field)) continue
		const other = type === 'condition' ? 'semantic' : 'condition'
		const hint = FIELDS[other].includes(field)
			? `; it belongs to routes of type "${other}"`
			: didYouMean(field, FIELDS[type]) || `; a ${type} route takes ${FIELDS[type].join(', ')}`
		throw wrong(`${where}: ${field} is not known${hint}`)
	}
}

function readyCondition(route: ConditionRoute, where: string): ReadyRoute {
	const { condition, when } = route
	if (condition !== undefined && typeof condition !== 'function')
		throw wrong(
			`${where}: condition is ${JSON.stringify(condition)}; expected a function (write data as when)`,
		)
	if (condition === undefined && when === undefined && typeof route.model === 'string')
		throw wrong(
			`${where} would never be chosen; expected condition, when, or type: "semantic" with utterances`,
		)
	if (when === undefined) return { type: 'condition', route, condition: undefined }
	try {
		return { type: 'condition', route, condition: conditionOf(when) }
	} catch (cause) {
		throw new HeadroomError(
			'invalid-argument',
			`${where}: ${cause instanceof Error ? cause.message : cause}`,
			{
				cause,
			},
		)
	}
}

function readySemantic(route: SemanticRoute, where: string): ReadyRoute {
	const { utterances, threshold } = route
	if (!Array.isArray(utterances) || utterances.length === 0)
		throw wrong(`${where} has no utterances; expected a list of example texts`)
	if (utterances.some((text) => typeof text !== 'string' || text.trim() === ''))
		throw wrong(`${where} has an utterance without text; expected non-empty strings`)
	if (threshold !== undefined && !(threshold >= 0 && threshold <= 1))
		throw wrong(`${where}: threshold is ${String(threshold)}; expected a score in [0, 1]`)
	return { type: 'semantic', route }
}

function isChooser(model: unknown): model is ModelChooser {
	const chooser = model as Partial<ModelChooser> | null | undefined
	return typeof chooser?.rank === 'function' && Array.isArray(chooser.models) && chooser.models.length > 0
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}
