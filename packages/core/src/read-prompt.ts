import { type ChatRequest, HeadroomError, type Message } from '@headroom/spec'

/** What a client takes as a prompt: one user message, a conversation, or a whole request. */
export type Prompt = string | readonly Message[] | ChatRequest

const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool'])
const PARTS: ReadonlySet<unknown> = new Set(['text', 'tool-call', 'tool-result', 'opaque'])

/**
 * Makes a request of a prompt.
 *
 * @throws HeadroomError `invalid-request` when the prompt has no such shape; the message says where.
 */
export function readPrompt(prompt: Prompt, defaultModel: string): ChatRequest {
	if (typeof prompt === 'string')
		return { model: defaultModel, messages: [{ role: 'user', content: prompt }] }
	const request = isArray(prompt) ? { model: defaultModel, messages: prompt } : prompt
	if (typeof request !== 'object' || request === null || !isArray(request.messages)) {
		throw invalid('the prompt', describe(request), 'a string, a list of messages, or { model, messages }')
	}
	for (const [index, message] of request.messages.entries()) checkMessage(message, `messages[${index}]`)
	if (request.model === undefined) return { ...request, model: defaultModel }
	if (typeof request.model !== 'string' || request.model === '')
		throw invalid('model', describe(request.model), 'a model id such as "gpt-4o-mini"')
	return request
}

// Array.isArray narrows a readonly array away; this keeps it.
function isArray(value: unknown): value is readonly unknown[] & readonly Message[] {
	return Array.isArray(value)
}

function checkMessage(message: unknown, where: string): void {
	if (typeof message !== 'object' || message === null)
		throw invalid(where, describe(message), 'an object { role, content }')
	const { role, content } = message as Partial<Message>
	if (!ROLES.has(role)) throw invalid(`${where}.role`, describe(role), [...ROLES].join(', '))
	if (typeof content === 'string') return
	if (!isArray(content)) throw invalid(`${where}.content`, describe(content), 'a string or a list of parts')
	for (const [index, part] of (content as readonly unknown[]).entries())
		checkPart(part, `${where}.content[${index}]`)
}

function checkPart(part: unknown, where: string): void {
	const type = typeof part === 'object' && part !== null && 'type' in part ? part.type : undefined
	if (!PARTS.has(type)) {
		throw invalid(
			`${where}.type`,
			describe(type),
			`${[...PARTS].join(', ')}; wrap what Headroom does not interpret as { type: "opaque", kind, value }`,
		)
	}
	if (type === 'text' && typeof (part as { text?: unknown }).text !== 'string') {
		throw invalid(`${where}.text`, describe((part as { text?: unknown }).text), 'a string')
	}
	if (type === 'tool-result') {
		const content = (part as { content?: unknown }).content
		if (typeof content === 'string') return
		if (!isArray(content)) throw invalid(`${where}.content`, describe(content), 'a string or a list of parts')
		for (const [index, inner] of (content as readonly unknown[]).entries())
			checkPart(inner, `${where}.content[${index}]`)
	}
}

function describe(value: unknown): string {
	if (value === null) return 'null'
	if (Array.isArray(value)) return 'a list'
	return typeof value === 'string'
		? `"${value.slice(0, 40)}"`
		: value === undefined
			? 'nothing'
			: `a value of type ${typeof value}`
}

function invalid(where: string, found: string, expected: string): HeadroomError {
	return new HeadroomError('invalid-request', `${where} is ${found}; expected ${expected}`)
}
