import type { ChatRequest } from '@headroom/spec'

/**
 * Why a request goes straight to the model that it asks for, or `undefined` when it may be tried cheaply.
 *
 * Calls that go on with tool results, unless the cascade says otherwise; and calls for several answers at once, of
 * which only one would be judged.
 */
export function notCascaded(request: ChatRequest, toolResults: 'escalate' | 'try'): string | undefined {
	const several = request.extra?.n
	if (typeof several === 'number' && several > 1) return `it asks for ${several} answers at once`
	if (toolResults === 'escalate' && goesOnWithTools(request)) return 'it goes on with the results of tools'
	return undefined
}

function goesOnWithTools({ messages }: ChatRequest): boolean {
	const last = messages.at(-1)
	if (last === undefined) return false
	if (last.role === 'tool') return true
	return typeof last.content !== 'string' && last.content.some(({ type }) => type === 'tool-result')
}
