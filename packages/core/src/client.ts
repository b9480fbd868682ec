import { ContextCompressor, type RecallStore } from '@headroom/compressor'
import { createCatalog } from '@headroom/models'
import type { ModelRouter } from '@headroom/router'
import { type ChatModel, type ChatRequest, HeadroomError, type ModelCatalog } from '@headroom/spec'
import { tokenizerFor } from '@headroom/tokenizer'
import { Books } from './account/books.ts'
import type { Accountant } from './account/call-account.ts'
import { answeringModel } from './chat/answering-model.ts'
import type { ChatOptions } from './chat/chat-options.ts'
import type { ChatResult } from './chat/chat-result.ts'
import { ChatStream } from './chat/chat-stream.ts'
import { OpenCall } from './chat/open-call.ts'
import type { HeadroomOptions } from './client-options.ts'
import { type ConfiguredOptions, configuredOptions } from './configured-options.ts'
import { RequestCounter } from './count.ts'
import { createCompressor, createRouter, createStages } from './create-stages.ts'
import type { Optimized } from './optimized.ts'
import { Pipeline } from './pipeline.ts'
import { type Prompt, readPrompt } from './read-prompt.ts'
import { createReport, type ReportOptions } from './report/create-report.ts'
import { type PrintableReport, printableReport } from './report/printable-report.ts'
import { computeSavings, type Savings } from './savings.ts'
import { sizeAfter } from './size-after.ts'

export type { HeadroomOptions } from './client-options.ts'
export type { Optimized } from './optimized.ts'

/** What travels with `optimize()`. */
export interface OptimizeContext {
	readonly signal?: AbortSignal
	/** Id of the call that it is for; the events that `observe` hears bear it. @default none */
	readonly callId?: string
}

/**
 * Composes the layers: routing, slimming, compression, encoding, then stages of your own; asks a model with what they
 * made of a prompt, and books what that cost and would have cost.
 *
 * Routing comes first because the floor of compression holds in the tokenizer of the model that answers; its
 * conditions read the user's own words, which the other layers would only shorten.
 */
export class HeadroomClient {
	/** Books calls that are made elsewhere with what `optimize()` gave. */
	readonly accountant: Accountant
	/** Layer 3 of this client, for its `distribution()`; `undefined` when it is off. */
	readonly router: ModelRouter | undefined
	readonly #books: Books
	readonly #chatModel: ChatModel
	readonly #pipeline: Pipeline
	readonly #compressor: ContextCompressor | undefined
	readonly #recall: RecallStore | undefined
	readonly #catalog: ModelCatalog
	readonly #options: HeadroomOptions

	/** @throws HeadroomError `invalid-argument` when an option of a layer is wrong. */
	constructor(options: HeadroomOptions = {}) {
		this.#options = options
		this.#catalog = options.catalog ?? createCatalog()
		this.#chatModel = answeringModel(options, this.#catalog)
		this.#compressor = createCompressor(options, this.#catalog, this.#chatModel)
		this.#recall = options.compressor === false ? undefined : options.compressor?.recall
		const counting = {
			tokenizerFor: options.tokenizerFor ?? tokenizerFor,
			counter: new RequestCounter(),
		}
		const running = {
			...counting,
			...(options.onStageError === undefined ? {} : { onStageError: options.onStageError }),
			...(options.stageTimeoutMs === undefined ? {} : { stageTimeoutMs: options.stageTimeoutMs }),
		}
		const later = createStages(options, this.#compressor)
		this.router = createRouter(options, this.#catalog, sizeAfter(options, this.#catalog, counting))
		this.#pipeline = new Pipeline(this.router === undefined ? later : [this.router, ...later], running)
		this.#books = new Books({
			...counting,
			catalog: this.#catalog,
			observe: options.observe,
			ledger: options.ledger,
			baseline: options.baseline,
			recorder: (record) => this.router?.record(record),
		})
		this.accountant = this.#books
	}

	/** The options as they were given. */
	get options(): HeadroomOptions {
		return this.#options
	}

	/**
	 * A client set up by `headroom.yaml`.
	 *
	 * @param path The file; without one it is looked for as `loadConfig` of `@headroom/config` does.
	 * @param options Win over the file, layer by layer; `monitoring: true` books and logs calls whatever the file says.
	 * @throws ConfigError that lists every problem of the file with line and column; HeadroomError `not-supported`
	 * when the store to recall from needs a package that is not installed, `invalid-argument` for a ledger that cannot
	 * be opened.
	 */
	static fromConfig(path?: string, options: ConfiguredOptions = {}): HeadroomClient {
		return new HeadroomClient(configuredOptions(path, options))
	}

	/**
	 * Optimizes a prompt, asks the model, and says what it answered and what was saved.
	 *
	 * @throws HeadroomError `invalid-request` for a prompt of the wrong shape, `missing-key` or
	 * `unknown-model` when nobody is connected who serves the model; ProviderError when the model cannot be reached,
	 * refuses or fails; the signal's reason when it aborts.
	 */
	async chat(prompt: Prompt, options: ChatOptions = {}): Promise<ChatResult> {
		const call = await this.#open(prompt, options, false)
		return call.ask(this.#chatModel)
	}

	/**
	 * Optimizes a prompt and streams the answer as it comes. Nothing is sent before the stream is read; leaving it
	 * early closes the connection.
	 *
	 * @throws As `chat()` does, but when the stream is read; a stream cut short throws a ProviderError.
	 */
	stream(prompt: Prompt, options: ChatOptions = {}): ChatStream {
		return new ChatStream(options.signal, async (signal) => {
			const call = await this.#open(prompt, { ...options, signal }, true)
			return call.stream(this.#chatModel)
		})
	}

	/**
	 * Does everything but the model call. Needs no key and no network.
	 *
	 * @throws HeadroomError `invalid-request` for a prompt of the wrong shape; the signal's reason when it aborts.
	 */
	async optimize(prompt: Prompt, context: OptimizeContext = {}): Promise<Optimized> {
		return this.#optimize(this.#read(prompt), context)
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

	/**
	 * What the calls in the ledger cost and would have cost, by month unless told otherwise: of this client, and of
	 * every other that shares its ledger. Printed or turned into text it is a table.
	 *
	 * @throws HeadroomError `not-supported` without a ledger, `invalid-argument` for a `by` that there is none of.
	 */
	report(options: ReportOptions = {}): PrintableReport {
		const { ledger } = this.#options
		if (ledger === undefined)
			throw new HeadroomError(
				'not-supported',
				'report: this client keeps no ledger; create it with { ledger: openLedger() }, or with HeadroomClient.fromConfig(path, { monitoring: true })',
			)
		return printableReport(createReport(ledger, options))
	}

	/**
	 * Closes the store to recall from and the ledger, where they have files to close; a ledger when the last call under
	 * way is booked and the last client that shares it is closed. The client cannot be used afterwards.
	 */
	close(): void {
		this.#books.close()
		this.#recall?.close?.()
	}

	#read(prompt: Prompt): ChatRequest {
		return readPrompt(prompt, this.#options.model ?? 'gpt-4o-mini')
	}

	async #open(prompt: Prompt, options: ChatOptions, streamed: boolean): Promise<OpenCall> {
		this.#books.begin()
		try {
			return await this.#opened(prompt, options, streamed)
		} catch (error) {
			this.#books.end()
			throw error
		}
	}

	async #opened(prompt: Prompt, options: ChatOptions, streamed: boolean): Promise<OpenCall> {
		const [startedAt, startedTick] = [Date.now(), performance.now()]
		const id = crypto.randomUUID()
		const { signal } = options
		const original = withOptions(this.#read(prompt), options)
		const optimized = await this.#optimize(original, {
			callId: id,
			...(signal === undefined ? {} : { signal }),
		})
		const start = {
			id,
			startedAt,
			startedTick,
			original,
			optimized,
			streamed,
			tags: { ...this.#options.tags, ...original.metadata, ...options.tags },
			...(options.baseline === undefined ? {} : { baseline: options.baseline }),
		}
		return new OpenCall(start, {
			books: this.#books,
			catalog: this.#catalog,
			options,
			observe: observerOf(this.#options, id),
		})
	}

	async #optimize(original: ChatRequest, { signal, callId }: OptimizeContext): Promise<Optimized> {
		const observe = observerOf(this.#options, callId)
		const { request, reports, steps, events } = await this.#pipeline.run(original, { signal, observe })
		const source = {
			catalog: this.#catalog,
			count: (counted: ChatRequest) => this.#pipeline.count(counted),
		}
		let savings: Savings | undefined
		const route = events.find((event) => event.type === 'route')
		return {
			request,
			// Counting is most of the work of a prompt that no layer touches, and not every call needs it.
			get savings() {
				savings ??= computeSavings(original, request, reports, source)
				return savings
			},
			steps,
			...(route === undefined ? {} : { route }),
			omissions: events.filter((event) => event.type === 'omission'),
			events,
		}
	}
}

/** The listener of a client, told of which call an event is part. */
function observerOf({ observe }: HeadroomOptions, callId: string | undefined): HeadroomOptions['observe'] {
	return observe === undefined || callId === undefined ? observe : (event) => observe({ ...event, callId })
}

function withOptions(request: ChatRequest, { model, maxOutputTokens }: ChatOptions): ChatRequest {
	if (model === undefined && maxOutputTokens === undefined) return request
	return {
		...request,
		...(model === undefined ? {} : { model }),
		...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
	}
}
