import type { ChatRequest, JsonValue } from '@headroom/spec'
import { isObject } from './json-fields.ts'
import { reasons, wantsCompletionTokens } from './models.ts'
import { type WriteContext, warnDropped } from './write-context.ts'
import { present, type RootChanges } from './write-root.ts'

/** Settings that OpenAI's reasoning models refuse, and the one value of each that they take. */
const SAMPLING: Readonly<Record<string, JsonValue>> = {
	temperature: 1,
	top_p: 1,
	presence_penalty: 0,
	frequency_penalty: 0,
	logprobs: false,
	top_logprobs: 0,
}

/**
 * Leaves out what a model of OpenAI refuses that the caller did not choose, and says so; of the caller's own choice
 * nothing is left out, and the provider answers for itself.
 *
 * To a reasoning model no sampling is sent, unless it is asked not to reason; to any other no effort of reasoning.
 */
export function adaptToModel(context: WriteContext, changes: RootChanges, request: ChatRequest): void {
	const read = context.wire?.request
	if (!(context.options.rerouted ?? (read !== undefined && read.model !== request.model))) return
	const effort =
		present(context, changes, 'reasoning_effort') ?? effortIn(present(context, changes, 'reasoning'))
	const drop = (key: string): void => {
		changes.set(key, undefined)
		warnDropped(context, key, `${request.model}, which the request was rerouted to, does not take it`)
	}
	if (reasons(request.model)) {
		if (effort === 'none') return
		for (const [key, taken] of Object.entries(SAMPLING)) {
			const value = present(context, changes, key)
			if (value !== undefined && value !== null && value !== taken) drop(key)
		}
	} else if (read !== undefined && reasons(read.model)) {
		for (const key of ['reasoning_effort', 'reasoning']) {
			if (present(context, changes, key) !== undefined) drop(key)
		}
	}
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

function effortIn(reasoning: JsonValue | undefined): JsonValue | undefined {
	return isObject(reasoning) ? reasoning.effort : undefined
}
