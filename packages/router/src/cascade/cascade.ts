import { HeadroomError, type ModelCatalog } from '@headroom/spec'
import type { AcceptRule, AnswerCheck } from './accept.ts'
import { finished } from './checks/finished.ts'
import { notEmpty } from './checks/not-empty.ts'
import { notRefused } from './checks/not-refused.ts'
import { validStructure } from './checks/valid-structure.ts'
import { validToolCalls } from './checks/valid-tool-calls.ts'
import { firstFit } from './rules/first-fit.ts'

/** A cheap model of a cascade, and how it is asked. */
export interface CascadeStep {
	readonly model: string
	/** Answers asked of it, one after the other; more than one are for a rule that compares them. @default 1 */
	readonly samples?: number
	/** Temperature of these answers. @default the request's */
	readonly temperature?: number
}

/** Cheap models to try before the one that a request asks for. */
export interface Cascade {
	/** In order, cheapest first; at least one. */
	readonly try: readonly (string | CascadeStep)[]
	/** What each answer must pass. @default finished, notEmpty, notRefused, validStructure and validToolCalls */
	readonly checks?: readonly AnswerCheck[]
	/** Which of the answers is good enough, if any. @default firstFit(): the first that passes the checks */
	readonly rule?: AcceptRule
	/** Cheap attempts at most, from 1. @default all of `try` */
	readonly maxAttempts?: number
	/**
	 * Milliseconds that all cheap attempts of a call may take; one that is under way then is cut.
	 *
	 * @default Infinity
	 */
	readonly maxLatencyMs?: number
	/**
	 * Calls that go on with the results of tools: straight to the model that they ask for, or tried cheaply too.
	 *
	 * @default 'escalate': it began the run as a rule, has it in its cache, and tools act on the world
	 */
	readonly toolResults?: 'escalate' | 'try'
}

/** A cascade that was found sound. */
export interface ReadyCascade {
	readonly attempts: readonly Pick<CascadeStep, 'model' | 'temperature'>[]
	readonly checks: readonly AnswerCheck[]
	readonly rule: AcceptRule
	readonly maxLatencyMs: number
	readonly toolResults: 'escalate' | 'try'
}

/** The checks of a cascade that names none: what no answer may be given with. */
export const defaultChecks: readonly AnswerCheck[] = [
	finished(),
	notEmpty(),
	notRefused(),
	validStructure(),
	validToolCalls(),
]

/**
 * Reads cascades by the model that requests ask for, whichever way its name is spelled.
 *
 * @throws HeadroomError `invalid-argument` naming the cascade and what is wrong with it.
 */
export function readCascades(
	cascades: Readonly<Record<string, Cascade>>,
	catalog: ModelCatalog | undefined,
): (model: string) => ReadyCascade | undefined {
	const idOf = (name: string): string => catalog?.resolve(name)?.id ?? name
	const byId = new Map<string, ReadyCascade>()
	for (const [name, cascade] of Object.entries(cascades))
		byId.set(idOf(name), ready(`cascades[${JSON.stringify(name)}]`, idOf(name), cascade, idOf))
	return (model) => byId.get(idOf(model))
}

function ready(
	where: string,
	strong: string,
	{
		try: steps,
		checks = defaultChecks,
		rule = firstFit(),
		maxAttempts,
		maxLatencyMs = Number.POSITIVE_INFINITY,
		toolResults = 'escalate',
	}: Cascade,
	idOf: (name: string) => string,
): ReadyCascade {
	if (!Array.isArray(steps) || steps.length === 0)
		throw wrong(`${where}.try`, steps, 'a list of models, cheapest first, such as ["gpt-4o-mini"]')
	const attempts = steps.flatMap((step: string | CascadeStep, index) => {
		const { model, samples = 1, temperature } = typeof step === 'string' ? { model: step } : step
		const here = `${where}.try[${index}]`
		if (typeof model !== 'string' || model === '') throw wrong(here, step, 'the name of a model')
		if (idOf(model) === strong) throw wrong(here, model, 'another model than the one that is escalated to')
		if (!(Number.isInteger(samples) && samples >= 1))
			throw wrong(`${here}.samples`, samples, 'a whole number, 1 or more')
		const one = { model, ...(temperature === undefined ? {} : { temperature }) }
		return Array.from({ length: samples }, () => one)
	})
	if (maxAttempts !== undefined && !(Number.isInteger(maxAttempts) && maxAttempts >= 1))
		throw wrong(`${where}.maxAttempts`, maxAttempts, 'a whole number, 1 or more')
	if (!(maxLatencyMs > 0)) throw wrong(`${where}.maxLatencyMs`, maxLatencyMs, 'milliseconds above 0')
	const made = attempts.slice(0, maxAttempts)
	if (made.length < (rule.least ?? 1))
		throw new HeadroomError(
			'invalid-argument',
			`${where}: the rule ${rule.name} accepts nothing before ${rule.least} attempts, and there are ${made.length} at most; name more models, or more samples of one`,
		)
	return { attempts: made, checks, rule, maxLatencyMs, toolResults }
}

function wrong(where: string, value: unknown, expected: string): HeadroomError {
	return new HeadroomError('invalid-argument', `${where} is ${JSON.stringify(value)}; expected ${expected}`)
}
