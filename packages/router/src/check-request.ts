import { type ChatRequest, HeadroomError } from '@headroom/spec'
import type { SessionState } from './session/session-decision.ts'

/**
 * A request as `route` is given it. One without a model asks for the default model, as a text does.
 *
 * @throws HeadroomError `invalid-argument` for what is no request, and without any model.
 */
export function checkedRequest(input: string | ChatRequest, defaultModel: string | undefined): ChatRequest {
	const request: Partial<ChatRequest> | undefined =
		typeof input === 'string' ? { messages: [{ role: 'user', content: input }] } : input
	if (!Array.isArray(request?.messages))
		throw wrong(
			`route: the input is ${shown(input)}; expected a text, or a request { model, messages: [{ role: 'user', content }] }`,
		)
	const model = request.model ?? defaultModel
	if (typeof model !== 'string' || model === '')
		throw wrong(
			`the router was given a ${typeof input === 'string' ? 'text' : 'request without a model'} and has no defaultModel to fall back on; set one, or give a request that names its model`,
		)
	if (typeof input !== 'string' && input.model === model) return input
	return { ...request, model, messages: request.messages }
}

/** @throws HeadroomError `invalid-argument` naming what is stated wrongly of a conversation. */
export function checkedSession(session: SessionState | undefined): SessionState | undefined {
	if (session === undefined) return undefined
	if (
		typeof session !== 'object' ||
		session === null ||
		typeof session.model !== 'string' ||
		session.model === ''
	)
		throw wrong(`session is ${shown(session)}; expected { model } with the model that answered last`)
	for (const name of ['cachedTokens', 'expectedTurns', 'idleMs'] as const) {
		const value = session[name]
		if (value !== undefined && !(typeof value === 'number' && value >= 0))
			throw wrong(`session.${name} is ${JSON.stringify(value)}; expected a number, 0 or more`)
	}
	return session
}

/** Not what stands in it: it may be a person's prompt. */
function shown(value: unknown): string {
	if (Array.isArray(value)) return 'a list'
	if (typeof value !== 'object' || value === null) return String(value)
	return `an object with ${Object.keys(value).join(', ') || 'nothing in it'}`
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}
