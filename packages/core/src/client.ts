import { dirname } from 'node:path'
import { ContextCompressor, type ContextCompressorOptions, type RecallStore } from '@headroom/compressor'
import { loadConfig } from '@headroom/config'
import { createCatalog } from '@headroom/models'
import { ModelRouter, type ModelRouterOptions } from '@headroom/router'
import { defaultRules, isEncoder, TokenSlimmer, type TokenSlimmerOptions } from '@headroom/slimmer'
import type {
	ChatModel,
	ChatRequest,
	HeadroomEvent,
	ModelCatalog,
	OmissionEvent,
	RouteEvent,
	Stage,
	Tokenizer,
} from '@headroom/spec'
import { tokenizerFor } from '@headroom/tokenizer'
import { cachePricesOf } from './cache-prices.ts'
import { optionsFromConfig } from './from-config.ts'
import { Pipeline } from './pipeline.ts'
import { type Prompt, readPrompt } from './read-prompt.ts'
import { computeSavings, type Savings } from './savings.ts'

/** How a client optimizes. Every layer may be turned off; slimming and compression are on by default. */
export interface HeadroomOptions {
	/** Model of prompts that name none. @default 'gpt-4o-mini' */
	readonly model?: string
	/** Layer 1; `false` turns it off. @default {} */
	readonly slimmer?: TokenSlimmerOptions | false
	/** Layer 2; `false` turns it off. Its `cachePrices` default to the catalog's. @default {} */
	readonly compressor?: ContextCompressorOptions | false
	/**
	 * Speaks to the model that `compressor.model` names, unless the compressor is given a `chatModel` of its own.
	 * Without a name nobody is asked, and none is where `compressor.cache` is not `ignore`.
	 *
	 * @default none: compression is extractive
	 */
	readonly chatModel?: ChatModel
	/** Layer 3, off unless given. Its catalog defaults to the client's. */
	readonly router?: ModelRouterOptions | ModelRouter | false
	/** Stages of your own, run after the layers. @default [] */
	readonly stages?: readonly Stage[]
	/** Prices and windows. @default createCatalog() */
	readonly catalog?: ModelCatalog
	/** @default tokenizerFor of `@headroom/tokenizer` */
	readonly tokenizerFor?: (model: string) => Tokenizer
	/** Hears every event. What it throws is ignored. */
	readonly observe?: (event: HeadroomEvent) => void
	/** See `PipelineOptions.onStageError`. @default 'skip' */
	readonly onStageError?: 'skip' | 'throw'
	/** See `PipelineOptions.stageTimeoutMs`. @default 10000 */
	readonly stageTimeoutMs?: number
}

/** An optimized request and how it came about. */
export interface Optimized {
	/** The request to send. The same object as given when nothing changed. */
	readonly request: ChatRequest
	readonly savings: Savings
	/** What layer 3 chose; absent when no router ran. */
	readonly route?: RouteEvent
	/** Everything left out; the text carries a marker for each. */
	readonly omissions: readonly OmissionEvent[]
	/** Everything observed on the way, in order. */
	readonly events: readonly HeadroomEvent[]
}

/**
 * Composes the layers: routing, slimming, compression, encoding, then stages of your own.
 *
 * Routing comes first because the floor of compression holds in the tokenizer of the model that answers; its
 * conditions read the user's own words, which the other layers would only shorten.
 */
export class HeadroomClient {
	readonly #pipeline: Pipeline
	readonly #compressor: ContextCompressor | undefined
	readonly #recall: RecallStore | undefined
	readonly #catalog: ModelCatalog
	readonly #model: string
	readonly #observe: ((event: HeadroomEvent) => void) | undefined

	/** @throws HeadroomError `invalid-argument` when an option of a layer is wrong. */
	constructor(options: HeadroomOptions = {}) {
		this.#catalog = options.catalog ?? createCatalog()
		this.#model = options.model ?? 'gpt-4o-mini'
		this.#observe = options.observe
		this.#compressor = createCompressor(options, this.#catalog)
		this.#recall = options.compressor === false ? undefined : options.compressor?.recall
		this.#pipeline = new Pipeline(createStages(options, this.#catalog, this.#compressor), {
			tokenizerFor: options.tokenizerFor ?? tokenizerFor,
			...(options.onStageError === undefined ? {} : { onStageError: options.onStageError }),
			...(options.stageTimeoutMs === undefined ? {} : { stageTimeoutMs: options.stageTimeoutMs }),
		})
	}

	/**
	 * A client set up by `headroom.yaml`.
	 *
	 * @param path The file; without one it is looked for as `loadConfig` of `@headroom/config` does.
	 * @param options Win over the file, layer by layer. A `chatModel` joins the compressor of the file.
	 * @throws ConfigError that lists every problem of the file with line and column; HeadroomError `not-supported`
	 * when the store it names needs a package that is not installed.
	 */
	static fromConfig(path?: string, options: HeadroomOptions = {}): HeadroomClient {
		const { config, path: file } = loadConfig(path === undefined ? {} : { path })
		const folder = file === undefined ? undefined : dirname(file)
		// A store of the file must not be opened for a compressor that is given in code.
		const given = options.compressor !== undefined
		const used = given ? { ...config, compressor: { ...config.compressor, enabled: false } } : config
		return new HeadroomClient({ ...optionsFromConfig(used, folder), ...options })
	}

	/**
	 * Does everything but the model call. Needs no key and no network.
	 *
	 * @throws HeadroomError `invalid-request` for a prompt of the wrong shape; the signal's reason when it aborts.
	 */
	async optimize(prompt: Prompt, context: { readonly signal?: AbortSignal } = {}): Promise<Optimized> {
		const original = readPrompt(prompt, this.#model)
		const { request, reports, events } = await this.#pipeline.run(original, {
			signal: context.signal,
			observe: this.#observe,
		})
		const route = events.find((event) => event.type === 'route')
		return {
			request,
			savings: computeSavings(original, request, reports, {
				catalog: this.#catalog,
				count: (counted) => this.#pipeline.count(counted),
			}),
			...(route === undefined ? {} : { route }),
			omissions: events.filter((event) => event.type === 'omission'),
			events,
		}
	}

	/**
	 * Gives what a marker with this id stands for, exactly; see `ContextCompressor.recall`.
	 *
	 * @throws HeadroomError `unknown-recall` for an id that is unknown in the scope or has expired, `not-supported`
	 * without a store or with the compressor turned off.
	 */
	async recall(id: string, options: { readonly scope?: string } = {}): Promise<string> {
		return (this.#compressor ?? new ContextCompressor()).recall(id, options)
	}

	/** Closes the store to recall from, where it has a file to close. The client cannot be used afterwards. */
	close(): void {
		this.#recall?.close?.()
	}
}

function createCompressor(
	{ compressor: given = {}, chatModel }: HeadroomOptions,
	catalog: ModelCatalog,
): ContextCompressor | undefined {
	if (given === false) return undefined
	const compressor = { cachePrices: (model: string) => cachePricesOf(catalog, model), ...given }
	const connected = chatModel !== undefined && compressor.model !== undefined
	return new ContextCompressor(connected ? { chatModel, ...compressor } : compressor)
}

function createStages(
	options: HeadroomOptions,
	catalog: ModelCatalog,
	compressor: ContextCompressor | undefined,
): Stage[] {
	const { router, slimmer = {}, stages = [] } = options
	const layers: Stage[] = []
	if (router) layers.push(router instanceof ModelRouter ? router : new ModelRouter({ catalog, ...router }))
	if (slimmer && compressor)
		layers.push(
			new TokenSlimmer({ ...slimmer, dedup: false, encode: false }),
			compressor,
			...encoding(slimmer),
		)
	else if (slimmer) layers.push(new TokenSlimmer(slimmer))
	else if (compressor) layers.push(compressor)
	return [...layers, ...stages]
}

/**
 * Encoding of data and pointers to repeated blocks as a stage of its own, after compression: compression reads data as
 * it was written, and a pointer must find its block in the text that is sent.
 */
function encoding(slimmer: TokenSlimmerOptions): Stage[] {
	if (slimmer.dedup === false && slimmer.encode === false) return []
	const done = [...defaultRules, ...(slimmer.extraRules ?? [])].filter((rule) => !isEncoder(rule))
	const rules = { ...slimmer.rules, ...Object.fromEntries(done.map((rule) => [rule.name, false])) }
	const encoder = new TokenSlimmer({ ...slimmer, rules })
	return [{ name: 'encoder', run: (request, context) => encoder.run(request, context) }]
}
