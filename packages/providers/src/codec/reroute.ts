import type { ChatRequest, JsonValue } from '@headroom/spec'
import { isObject } from './json-fields.ts'
import { reasons, refusesSampling, wantsCompletionTokens } from './models.ts'
import { type WriteContext, warnDropped } from './write-context.ts'
import { present, type RootChanges } from './write-root.ts'

/** Settings that OpenAI's reasoning models refuse, and the one value of each that they take. */
const OPENAI_SAMPLING: Readonly<Record<string, JsonValue>> = {
	temperature: 1,
	top_p: 1,
	presence_penalty: 0,
	frequency_penalty: 0,
	logprobs: false,
	top_logprobs: 0,
}

/** The same of Anthropic's models that refuse them; of `top_k` they take none. */
const ANTHROPIC_SAMPLING: Readonly<Record<string, JsonValue>> = { temperature: 1, top_p: 1, top_k: -1 }

/** The highest temperature that Anthropic takes; OpenAI's goes to 2. */
const HOTTEST = 1

/**
 * Leaves out what a model of OpenAI refuses and the caller, who asked another one, cannot have known, and says so.
 * Where the caller chose the model nothing is left out, and the provider answers for itself.
 *
 * To a reasoning model no sampling is sent, unless it is asked not to reason; to any other no effort of reasoning.
 */
export function adaptToOpenAi(context: WriteContext, changes: RootChanges, request: ChatRequest): void {
	if (!isRerouted(context, request)) return
	const read = context.wire?.request
	const effort =
		present(context, changes, 'reasoning_effort') ?? effortIn(present(context, changes, 'reasoning'))
	if (reasons(request.model)) {
		if (effort !== 'none') dropSampling(context, changes, request, OPENAI_SAMPLING)
	} else if (read !== undefined && reasons(read.model)) {
		for (const key of ['reasoning_effort', 'reasoning']) {
			if (present(context, changes, key) !== undefined) drop(context, changes, request, key)
		}
	}
}

/** The same for models of Anthropic, of which those since Opus 4.1 and Sonnet 4.5 take temperature or `top_p`, not both. */
export function adaptToAnthropic(context: WriteContext, changes: RootChanges, request: ChatRequest): void {
	if (!isRerouted(context, request)) return
	if (refusesSampling(request.model)) {
		dropSampling(context, changes, request, ANTHROPIC_SAMPLING)
		return
	}
	const temperature = present(context, changes, 'temperature')
	if (typeof temperature === 'number' && temperature > HOTTEST) drop(context, changes, request, 'temperature')
	const both = ['temperature', 'top_p'].every((key) => typeof present(context, changes, key) === 'number')
	if (both) drop(context, changes, request, 'top_p')
}

/** Moves the bound of the answer to the field that the model takes, where only the older one is there. */
export function moveMaxTokens(context: WriteContext, changes: RootChanges, request: ChatRequest): void {
	if (context.wire?.request.model === request.model || !wantsCompletionTokens(request.model)) return
	const bound = present(context, changes, 'max_tokens')
	if (typeof bound !== 'number') return
	changes.set('max_tokens', undefined)
	if (present(context, changes, 'max_completion_tokens') === undefined)
		changes.set('max_completion_tokens', bound)
}

function isRerouted({ options, wire }: WriteContext, request: ChatRequest): boolean {
	return options.rerouted ?? (wire !== undefined && wire.request.model !== request.model)
}

function dropSampling(
	context: WriteContext,
	changes: RootChanges,
	request: ChatRequest,
	taken: Readonly<Record<string, JsonValue>>,
): void {
	for (const [key, usual] of Object.entries(taken)) {
		const value = present(context, changes, key)
		if (value !== undefined && value !== null && value !== usual) drop(context, changes, request, key)
	}
}

function drop(context: WriteContext, changes: RootChanges, request: ChatRequest, key: string): void {
	changes.set(key, undefined)
	warnDropped(context, key, `${request.model}, which the request was rerouted to, does not take it`)
}

function effortIn(reasoning: JsonValue | undefined): JsonValue | undefined {
	return isObject(reasoning) ? reasoning.effort : undefined
}
