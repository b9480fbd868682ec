import type { ChatRequest, Message, ModelCatalog, OpaquePart, Part } from '@headroom/spec'

/** Most stop sequences, for vendors that bound them. https://platform.openai.com/docs/api-reference/chat/create */
const MAX_STOP_SEQUENCES: ReadonlyMap<string, number> = new Map([['openai', 4]])

/** Vendors whose models alone can read a part, since they signed or encrypted it; and what their models' names hold. */
const REASONING_HOMES: ReadonlyMap<string, { readonly vendor: string; readonly named: string }> = new Map([
	['thinking', { vendor: 'anthropic', named: 'claude' }],
	['redacted_thinking', { vendor: 'anthropic', named: 'claude' }],
	['reasoning', { vendor: 'openai', named: 'gpt' }],
])

/** Fields by which the wire formats ask for reasoning. */
const REASONING_FIELDS = ['reasoning', 'reasoning_effort', 'thinking'] as const

/**
 * What a request needs that a model lacks, or `undefined` when nothing is known against it: tools, images, structured
 * output, reasoning, stop sequences, the region that its label `region` names. What the catalog does not know is no
 * hindrance, but for the region. Of the length of the prompt it says nothing.
 *
 * @param from The model that the request was made for.
 * @param region That the request may not leave, beside the one of its label.
 */
export function lackOf(
	request: ChatRequest,
	from: string,
	to: string,
	catalog: ModelCatalog | undefined,
	region?: string,
): string | undefined {
	const info = catalog?.resolve(to)
	const id = info?.id ?? to
	const { vision, tools, structuredOutput, reasoning } = info?.capabilities ?? {}
	const outside = outsideRegion(region, to, catalog) ?? outsideRegion(regionOf(request), to, catalog)
	if (outside !== undefined) return outside
	if (tools === false && usesTools(request)) return `${id} cannot call tools`
	if (vision === false && opaqueParts(request).some(({ kind }) => kind.includes('image')))
		return `${id} takes no images`
	if (structuredOutput === false && wantsStructure(request)) return `${id} has no structured output`
	if (reasoning === false && wantsReasoning(request)) return `${id} does not reason`
	const provider = info?.provider ?? providerOf(to)
	const fromProvider = catalog?.resolve(from)?.provider ?? providerOf(from)
	if (opaqueParts(request).some(({ kind }) => !canRead(kind, provider, id, fromProvider)))
		return `${id} cannot read the reasoning of another vendor`
	const most = MAX_STOP_SEQUENCES.get(provider)
	const stops = request.stopSequences?.length ?? 0
	return most !== undefined && stops > most
		? `${id} takes ${most} stop sequences, the request has ${stops}`
		: undefined
}

/** The region that a request's label `region` wants it served in. */
export function regionOf({ metadata }: ChatRequest): string | undefined {
	const wanted =
		metadata !== undefined && Object.hasOwn(metadata, 'region') ? metadata.region?.trim() : undefined
	return wanted === '' ? undefined : wanted
}

/** Why a model may not serve a request that wants a region. Strict: where a model runs must be known. */
export function outsideRegion(
	wanted: string | undefined,
	model: string,
	catalog: ModelCatalog | undefined,
): string | undefined {
	if (wanted === undefined) return undefined
	const info = catalog?.resolve(model)
	const regions = info?.regions ?? []
	if (regions.some((region) => region.toLowerCase() === wanted.toLowerCase())) return undefined
	const id = info?.id ?? model
	return regions.length === 0
		? `the region of ${id} is not known, and the request may not leave ${wanted}`
		: `${id} runs in ${regions.join(', ')}, and the request may not leave ${wanted}`
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

/** A vendor of an own make may speak another's format: what it wrote, models of the same vendor can read. */
function canRead(kind: string, provider: string, id: string, fromProvider: string): boolean {
	const home = REASONING_HOMES.get(kind)
	if (home === undefined || provider === home.vendor || id.toLowerCase().includes(home.named)) return true
	const others = [...REASONING_HOMES.values()].map(({ vendor }) => vendor)
	return provider === fromProvider && !others.includes(provider)
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

/** The provider that a model id names, or an empty text for a bare name. */
function providerOf(model: string): string {
	const slash = model.indexOf('/')
	return slash > 0 ? model.slice(0, slash) : ''
}
