import type { ChatRequest, Message, Stage, StageContext, Tokenizer } from '@headroom/spec'
import { type CausalResult, compressCausally } from './causal.ts'
import { pricesOf } from './checkpoint/prices.ts'
import { compressOnce } from './model/compress-once.ts'
import { summariseSingle } from './model/model-single.ts'
import { notAsked, observeModel } from './model/observe-model.ts'
import { type ContextCompressorOptions, defaultTokenizer, type Settings, settingsOf } from './options.ts'
import { askOf } from './query.ts'
import { recallText } from './recall/recall.ts'
import { countMessages, figures, type MessagesResult, type Omission, type TextResult } from './result.ts'
import { compressSingle, omissionsOf, type SingleText } from './single.ts'

/** What a single call of `compress()` may be told. */
export interface CompressOptions {
	/**
	 * What the result is needed for: a question, a task, an error message. Segments that bear on it stay.
	 *
	 * @default the question at the end of the text, or the latest user message
	 */
	readonly query?: string
	readonly signal?: AbortSignal
	/**
	 * Scope under which what is left out is kept.
	 *
	 * @default the compressor's own
	 */
	readonly scope?: string
}

/**
 * Layer 2: leaves out the least useful sentences, lines, rows and messages, down to a floor that is never
 * crossed, and says in place what it left out. Writes nothing of its own but markers; a model does, where one is
 * connected, and its summaries are marked.
 *
 * Never touches system messages, pinned messages, tool calls, opaque parts and the user's instructions.
 */
export class ContextCompressor implements Stage {
	readonly name = 'compressor'
	readonly #settings: Settings

	/** @throws HeadroomError `invalid-argument` for a value out of range. */
	constructor(options: ContextCompressorOptions = {}) {
		this.#settings = settingsOf(options)
	}

	/**
	 * Compresses a text, or a conversation as a whole, for one call.
	 *
	 * Rejects with the signal's reason when it aborts.
	 */
	compress(text: string, options?: CompressOptions): Promise<TextResult>
	compress(messages: readonly Message[], options?: CompressOptions): Promise<MessagesResult>
	async compress(
		input: string | readonly Message[],
		options: CompressOptions = {},
	): Promise<TextResult | MessagesResult> {
		options.signal?.throwIfAborted()
		return typeof input === 'string'
			? this.#compressText(input, options)
			: this.#compressMessages(input, options)
	}

	/**
	 * Gives what a marker with this id stands for, exactly; for a run of messages their JSON.
	 *
	 * @throws HeadroomError `unknown-recall` for an id that is unknown in the scope or has expired, `not-supported`
	 * without a store.
	 */
	async recall(id: string, { scope }: { readonly scope?: string } = {}): Promise<string> {
		return recallText(this.#scoped(scope), id)
	}

	/**
	 * Compresses the request's messages; see the `cache` option for which of them may influence which.
	 *
	 * A model is asked only where `cache` is `ignore`: it may answer otherwise the next time, and what was sent
	 * once must be sent again with the same bytes. A `model-not-asked` warning says so elsewhere.
	 */
	async run(request: ChatRequest, context: StageContext): Promise<ChatRequest> {
		context.signal.throwIfAborted()
		const { summariser, cache } = this.#settings
		if (summariser !== undefined && cache !== 'ignore') context.observe(notAsked(this.name, summariser.id))
		const { messages, omissions, checkpoint } =
			cache === 'ignore' ? await this.#runOnce(request, context) : await this.#runCausally(request, context)
		if (checkpoint !== undefined) context.observe({ type: 'checkpoint', stage: this.name, ...checkpoint })
		for (const { message, count, unit, ranges, reason, recall } of omissions) {
			const ids = recall === undefined ? {} : { recall }
			context.observe({ type: 'omission', stage: this.name, message, count, unit, ranges, reason, ...ids })
		}
		return messages === request.messages ? request : { ...request, messages }
	}

	#runCausally({ messages, model }: ChatRequest, { tokenizer, signal }: StageContext): Promise<CausalResult> {
		const prices = pricesOf(this.#settings.cachePrices, model)
		return compressCausally(messages, this.#settings, tokenizer, { prices, signal })
	}

	async #runOnce({ messages }: ChatRequest, context: StageContext): Promise<CausalResult> {
		const { tokenizer, signal, observe } = context
		const result = await compressOnce(messages, undefined, this.#settings, tokenizer, signal)
		observeModel(result, this.name, this.#settings.summariser?.id ?? '', observe)
		return result
	}

	#scoped(scope: string | undefined): Settings {
		return scope === undefined ? this.#settings : { ...this.#settings, scope }
	}

	async #compressText(text: string, { query, signal, scope }: CompressOptions): Promise<TextResult> {
		const settings = this.#scoped(scope)
		const tokenizer = settings.tokenizer ?? defaultTokenizer()
		const asked = query === undefined ? askOf(text) : undefined
		// A text that ends in no question is read as mere context.
		const ask = asked?.asks === true ? asked : undefined
		const protection = {
			keywords: settings.keywords,
			instructions: false,
			...(ask === undefined ? {} : { ends: [ask.keptTo, ask.keptFrom] as const }),
		}
		const single = { text, role: 'user' as const, query: query ?? ask?.query ?? '', protection, slack: 0 }
		const { summariser, cache } = settings
		const extract = (): Promise<TextResult> => extractText(single, settings, tokenizer, signal)
		if (summariser === undefined || cache === 'preserve') return extract()
		return summariseSingle(single, extract, settings, tokenizer, summariser, signal)
	}

	async #compressMessages(
		messages: readonly Message[],
		{ query, signal, scope }: CompressOptions,
	): Promise<MessagesResult> {
		const settings = this.#scoped(scope)
		const tokenizer = settings.tokenizer ?? defaultTokenizer()
		if (settings.cache !== 'preserve') return compressOnce(messages, query, settings, tokenizer, signal)
		const prices = pricesOf(settings.cachePrices, undefined)
		const result = await compressCausally(messages, settings, tokenizer, { query, prices, signal })
		return { messages: result.messages, ...this.#figuresOf(messages, result.messages, result.omissions) }
	}

	#figuresOf(
		before: readonly Message[],
		after: readonly Message[],
		omissions: readonly Omission[],
	): ReturnType<typeof figures> {
		const tokenizer = this.#settings.tokenizer ?? defaultTokenizer()
		return figures(countMessages(before, tokenizer), countMessages(after, tokenizer), omissions)
	}
}

async function extractText(
	single: SingleText,
	settings: Settings,
	tokenizer: Tokenizer,
	signal: AbortSignal | undefined,
): Promise<TextResult> {
	const { text } = single
	const result = await compressSingle(single, settings, tokenizer, signal)
	if ('unchanged' in result) return { text, ...figures(result.tokens, result.tokens, []) }
	const place = { message: 0, text: 0, reason: result.reason }
	const omissions = omissionsOf(result.omissions, place, result.tokensBefore / text.length)
	return { text: result.text, ...figures(result.tokensBefore, result.tokensAfter, omissions) }
}
