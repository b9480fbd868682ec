import type { HeadroomError } from '@headroom/spec'
import type { ContextCompressorOptions } from '../options.ts'
import type { Summariser } from './summariser.ts'

/** Longest timeout that timers know, in milliseconds. */
const LONGEST = 2 ** 31 - 1

/**
 * The summariser that options ask for; `undefined` without a `chatModel`.
 *
 * @throws HeadroomError `invalid-argument` for a value out of range, or a `chatModel` without a `model`.
 */
export function summariserOf(
	options: ContextCompressorOptions,
	invalid: (name: string, value: unknown, expected: string, fix: string) => HeadroomError,
): Summariser | undefined {
	const { model, chatModel, modelConcurrency = 4, modelTimeoutMs = 8_000 } = options
	if (!(Number.isInteger(modelConcurrency) && modelConcurrency > 0))
		throw invalid('modelConcurrency', modelConcurrency, 'a whole number above 0', 'Use 4, the default')
	if (!(modelTimeoutMs >= 1 && modelTimeoutMs <= LONGEST))
		throw invalid('modelTimeoutMs', modelTimeoutMs, `milliseconds from 1 up to ${LONGEST}`, 'Use 8000')
	if (model !== undefined && (typeof model !== 'string' || model.trim() === ''))
		throw invalid('model', model, "a model id, such as 'gpt-4o-mini'", 'Leave it out to ask no model')
	if (chatModel === undefined) return undefined
	if (model === undefined)
		throw invalid('model', model, 'a model id beside chatModel', "Name the model, such as 'gpt-4o-mini'")
	return { id: model, chat: chatModel, concurrency: modelConcurrency, timeoutMs: modelTimeoutMs }
}
