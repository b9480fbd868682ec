import type { ChatRequest, Message, ModelCatalog, OpaquePart, Part } from '@headroom/spec'
import { providerOf } from './model-name.ts'

/** Most stop sequences, for vendors that bound them. https://platform.openai.com/docs/api-reference/chat/create */
const MAX_STOP_SEQUENCES: ReadonlyMap<string, number> = new Map([['openai', 4]])

/** Parts that only the vendor who wrote them can read: signed or encrypted reasoning. */
const REASONING_KINDS = new Set(['thinking', 'redacted_thinking', 'reasoning'])

/** Fields by which the wire formats ask for reasoning. */
const REASONING_FIELDS = ['reasoning', 'reasoning_effort', 'thinking'] as const

/**
 * What a request needs that another model lacks, or `undefined` when nothing is known against it. What the catalog
 * does not know is no hindrance. Of the length of the prompt it says nothing.
 *
 * @param from The model that the request was made for.
 */
export function lackOf(
	request: ChatRequest,
	from: string,
	to: string,
	catalog: ModelCatalog | undefined,
): string | undefined {
	const info = catalog?.resolve(to)
	const id = info?.id ?? to
	const { vision, tools, structuredOutput, reasoning } = info?.capabilities ?? {}
	if (tools === false && usesTools(request)) return `${id} cannot call tools`
	if (vision === false && opaqueParts(request).some(({ kind }) => kind.includes('image')))
		return `${id} takes no images`
	if (structuredOutput === false && wantsStructure(request)) return `${id} has no structured output`
	if (reasoning === false && wantsReasoning(request)) return `${id} does not reason`
	const provider = info?.provider ?? providerOf(to)
	const same = provider === (catalog?.resolve(from)?.provider ?? providerOf(from))
	if (!same && opaqueParts(request).some(({ kind }) => REASONING_KINDS.has(kind)))
		return `${id} cannot read the reasoning of another vendor`
	const most = MAX_STOP_SEQUENCES.get(provider)
	const stops = request.stopSequences?.length ?? 0
	return most !== undefined && stops > most
		? `${id} takes ${most} stop sequences, the request has ${stops}`
		: undefined
}

function usesTools({ tools = [], messages }: ChatRequest): boolean {
	return tools.length > 0 || messages.some((message) => partsOf(message).some(isToolPart))
}

function isToolPart({ type }: Part): boolean {
	return type === 'tool-call' || type === 'tool-result'
}

function wantsStructure({ responseFormat }: ChatRequest): boolean {
	if (responseFormat === undefined || responseFormat === null) return false
	const type =
		typeof responseFormat === 'object' && 'type' in responseFormat ? responseFormat.type : undefined
	return type !== 'text'
}

function wantsReasoning({ extra }: ChatRequest): boolean {
	return REASONING_FIELDS.some((field) => {
		const value = extra?.[field]
		if (value === undefined || value === null || value === 'none') return false
		return !(typeof value === 'object' && 'type' in value && value.type === 'disabled')
	})
}

function opaqueParts(request: ChatRequest): readonly OpaquePart[] {
	return request.messages.flatMap(partsOf).flatMap((part) => {
		if (part.type === 'opaque') return [part]
		if (part.type !== 'tool-result' || typeof part.content === 'string') return []
		return part.content.filter((inner) => inner.type === 'opaque')
	})
}

function partsOf({ content }: Message): readonly Part[] {
	return typeof content === 'string' ? [] : content
}
