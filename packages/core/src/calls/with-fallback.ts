import { lackOf } from '@headroom/router'
import {
	type CallContext,
	type ChatModel,
	type ChatRequest,
	HeadroomError,
	type HeadroomErrorCode,
	isHeadroomError,
	type ModelCatalog,
	ProviderError,
	type ProviderErrorReason,
	tell,
} from '@headroom/spec'
import { isProviderError } from '../is-provider-error.ts'
import { messageOf } from '../message-of.ts'
import { providerOf } from './model-name.ts'
import { openStream, readOn } from './open-stream.ts'

/** Models to ask in turn when the one asked for fails: for each model its own, or one list for all. */
export type FallbackChains = readonly string[] | Readonly<Record<string, readonly string[]>>

export interface FallbackOptions {
	/**
	 * Reasons to ask the next model beside everything retryable, such as `quota` or `too-large`.
	 *
	 * @default []
	 */
	readonly on?: readonly ProviderErrorReason[]
	/** Says what models can do, and that `gpt-4o` is `openai/gpt-4o`. Without one nothing is held against a model. */
	readonly catalog?: ModelCatalog
	/** Region that no call may leave; a request names one of its own with the label `region`. @default none */
	readonly region?: string
}

/** Errors of a fallback itself: it is not there, or cannot take this request. The next one may. */
const UNFIT: ReadonlySet<HeadroomErrorCode> = new Set(['unknown-model', 'missing-key', 'not-supported'])

/**
 * Asks the next model of a chain when a call fails for a reason that may not hold elsewhere: everything retryable, and
 * what `on` adds. Of a stream only before its first event: two half answers make none.
 *
 * A model that lacks what the request needs (tools, images, structured output, reasoning) is passed over, with a
 * `warning` event `fallback-passed-over` that says why.
 *
 * @throws HeadroomError `invalid-argument` when a chain is no list of names.
 */
export function withFallback(
	model: ChatModel,
	chains: FallbackChains,
	options: FallbackOptions = {},
): ChatModel {
	const { catalog } = options
	const on = new Set(options.on)
	const chainOf = readChains(chains, catalog)

	async function run<Result>(
		request: ChatRequest,
		context: CallContext | undefined,
		ask: (request: ChatRequest, context: CallContext | undefined) => Promise<Result>,
	): Promise<Result> {
		const failures: [model: string, error: unknown][] = []
		const candidates = [request.model, ...chainOf(request.model)]
		for (const [index, candidate] of candidates.entries()) {
			if (index > 0) {
				const lack = lackOf(request, request.model, candidate, catalog, options.region)
				if (lack !== undefined) {
					passOver(context, candidate, lack)
					continue
				}
				const [from, error] = failures.at(-1) as [string, unknown]
				tell(context, { type: 'fallback', from, to: candidate, error })
			}
			try {
				if (index === 0) return await ask(request, context)
				return await ask({ ...request, model: candidate }, withOwnKey(context, index))
			} catch (error) {
				context?.signal?.throwIfAborted()
				failures.push([candidate, error])
				if (!goesOn(error, index)) break
			}
		}
		throw outcome(failures)
	}

	function goesOn(error: unknown, index: number): boolean {
		// What is wrong between a request or key and a fallback need not be wrong with the next one.
		if (isProviderError(error)) return index > 0 || error.retryable || on.has(error.reason)
		return index > 0 && isHeadroomError(error) && UNFIT.has(error.code)
	}

	return {
		generate: (request, context) => run(request, context, (inner, within) => model.generate(inner, within)),
		async *stream(request, context) {
			yield* readOn(await run(request, context, (inner, within) => openStream(model.stream(inner, within))))
		},
	}
}

function readChains(
	chains: FallbackChains,
	catalog: ModelCatalog | undefined,
): (model: string) => readonly string[] {
	const idOf = (name: string): string => catalog?.resolve(name)?.id ?? name
	const isList = (value: unknown): value is readonly string[] =>
		Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '')
	const others = (list: readonly string[], model: string): readonly string[] => {
		const seen = new Set([idOf(model)])
		return list.filter((name) => !seen.has(idOf(name)) && seen.add(idOf(name)))
	}
	if (Array.isArray(chains)) {
		const list: readonly string[] = chains
		if (!isList(list)) throw noList('fallbacks')
		return (model) => others(list, model)
	}
	const byId = new Map<string, readonly string[]>()
	for (const [name, list] of Object.entries(chains)) {
		if (!isList(list)) throw noList(`fallbacks[${JSON.stringify(name)}]`)
		byId.set(idOf(name), list)
	}
	return (model) => others(byId.get(idOf(model)) ?? [], model)
}

function noList(where: string): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`${where} is no list of model names; expected one such as ["anthropic/claude-haiku-4-5"]`,
	)
}

function passOver(context: CallContext | undefined, model: string, lack: string): void {
	const message = `the fallback ${model} was passed over: ${lack}`
	tell(context, { type: 'warning', code: 'fallback-passed-over', message })
}

/** A key of the caller's names one request; the same key with another body would be refused. */
function withOwnKey(context: CallContext | undefined, index: number): CallContext | undefined {
	const key = context?.headers?.['idempotency-key']
	if (key === undefined) return context
	return { ...context, headers: { ...context?.headers, 'idempotency-key': `${key}-fallback-${index}` } }
}

/** The error of the only model that was asked, or one that names them all; it stands for the first. */
function outcome(failures: readonly (readonly [model: string, error: unknown])[]): unknown {
	const [first] = failures
	if (first === undefined || failures.length === 1) return first?.[1]
	const [model, error] = first
	const waits = failures.flatMap(([, failure]) =>
		isProviderError(failure) && failure.retryAfterMs !== undefined ? [failure.retryAfterMs] : [],
	)
	const told = isProviderError(error) ? error : undefined
	return new ProviderError(
		`every model of the chain failed: ${failures.map(([name, failure]) => `${name}: ${messageOf(failure)}`).join('; ')}`,
		{
			provider: told?.provider ?? providerOf(model),
			model: told?.model ?? model,
			retryable: failures.some(([, failure]) => isProviderError(failure) && failure.retryable),
			reason: told?.reason,
			status: told?.status,
			requestId: told?.requestId,
			retryAfterMs: waits.length === 0 ? undefined : Math.min(...waits),
			cause: new AggregateError(failures.map(([, failure]) => failure)),
		},
	)
}
