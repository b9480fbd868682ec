import type { ChatRequest, Tokenizer, Usage } from '@headroom/spec'
import type { RequestCounter } from '../count.ts'
import { mapPrefix } from './map-prefix.ts'

/** How far an estimating tokenizer is corrected by what was billed, as a factor. Beyond, something else is amiss. */
const LEAST_SCALE = 0.5
const MOST_SCALE = 2

/** Counts requests as their models do. */
export interface Counting {
	readonly counter: RequestCounter
	readonly tokenizerFor: (model: string) => Tokenizer
}

/**
 * What other prompts would have used in place of the one that was sent, from what that one was billed.
 *
 * Input: what was billed, and the difference of the two prompts as counted. Where the tokenizer of the model that
 * answered only estimates, and nothing opaque was sent, counts are first scaled to the bill, by 0.5 to 2. What is
 * billed beyond the count (images, framing) is added to every prompt. Output is the same.
 *
 * Cache classes: what was read covers a prefix of the prompt, what was written follows it; the ends of both are
 * carried over message by message, in proportion inside a message. Prompts whose messages do not pair are mapped in
 * proportion as a whole.
 */
export class Counterfactual {
	readonly #sent: ChatRequest
	readonly #usage: Usage
	readonly #counting: Counting
	readonly #tokenizer: Tokenizer
	#counted: number | undefined
	#ownScale: number | undefined

	/** @param answeredBy Model whose tokenizer the bill is in. */
	constructor(sent: ChatRequest, answeredBy: string, usage: Usage, counting: Counting) {
		this.#sent = sent
		this.#usage = usage
		this.#counting = counting
		this.#tokenizer = counting.tokenizerFor(answeredBy)
	}

	/** Input tokens of a prompt at a model, a whole number, at least 0. */
	tokensOf(request: ChatRequest, model: string): number {
		const tokenizer = this.#counting.tokenizerFor(model)
		const { inputTokens } = this.#usage
		const same = tokenizer.id === this.#tokenizer.id
		if (same && samePrompt(request, this.#sent)) return inputTokens
		const tokens = this.#counting.counter.count(request, tokenizer)
		const scaled = same ? this.#scale() * (tokens - this.#count()) : tokens - this.#scale() * this.#count()
		return Math.max(0, Math.round(inputTokens + scaled))
	}

	/**
	 * Usage of a prompt at a model.
	 *
	 * @param known Messages at its start that the provider's cache would have held in any case. @default 0
	 */
	usageOf(request: ChatRequest, model: string, known = 0): Usage {
		const inputTokens = this.tokensOf(request, model)
		const { cacheReadInputTokens, cacheWriteInputTokens, cacheWrite1hInputTokens, ...rest } = this.#usage
		const cached = cacheReadInputTokens !== undefined || cacheWriteInputTokens !== undefined
		if (!cached) return { ...rest, inputTokens }
		const read = cacheReadInputTokens ?? 0
		const written = read + (cacheWriteInputTokens ?? 0)
		if (known === 0 && inputTokens === this.#usage.inputTokens && samePrompt(request, this.#sent))
			return this.#usage
		const to = this.#counting.counter.parts(request, this.#counting.tokenizerFor(model))
		const total = sum(to)
		const carry = this.#carrier(request, to, total, inputTokens)
		const held = known === 0 ? 0 : Math.round((sum(to.slice(0, 1 + known)) / total) * inputTokens)
		const reads = Math.max(carry(read), held)
		const writes = Math.max(carry(written), reads) - reads
		const ofAnHour = (cacheWrite1hInputTokens ?? 0) / (written - read)
		return {
			...rest,
			inputTokens,
			...(cacheReadInputTokens === undefined && held === 0 ? {} : { cacheReadInputTokens: reads }),
			...(cacheWriteInputTokens === undefined ? {} : { cacheWriteInputTokens: writes }),
			...(cacheWrite1hInputTokens === undefined || written === read
				? {}
				: { cacheWrite1hInputTokens: Math.round(writes * ofAnHour) }),
		}
	}

	/** Carries the end of a prefix, in billed tokens of the prompt that was sent, over to another prompt. */
	#carrier(
		request: ChatRequest,
		to: readonly number[],
		total: number,
		inputTokens: number,
	): (end: number) => number {
		const from = this.#counting.counter.parts(this.#sent, this.#tokenizer)
		const paired = pairs(request, this.#sent)
		const size = sum(from)
		return (end) => {
			if (this.#usage.inputTokens === 0) return 0
			const counted = (end * size) / this.#usage.inputTokens
			const mapped = paired ? mapPrefix(from, to, counted) : (counted / size) * total
			return Math.min(inputTokens, Math.round((mapped / total) * inputTokens))
		}
	}

	#scale(): number {
		this.#ownScale ??= this.#findScale()
		return this.#ownScale
	}

	#findScale(): number {
		if (this.#tokenizer.exact !== false || hasOpaque(this.#sent)) return 1
		return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, this.#usage.inputTokens / this.#count()))
	}

	#count(): number {
		this.#counted ??= this.#counting.counter.count(this.#sent, this.#tokenizer)
		return this.#counted
	}
}

function samePrompt(a: ChatRequest, b: ChatRequest): boolean {
	return a.messages === b.messages && a.tools === b.tools
}

function pairs(a: ChatRequest, b: ChatRequest): boolean {
	return (
		a.messages.length === b.messages.length &&
		a.messages.every((message, index) => message.role === b.messages[index]?.role)
	)
}

function hasOpaque({ messages }: ChatRequest): boolean {
	return messages.some(
		({ content }) =>
			typeof content !== 'string' &&
			content.some(
				(part) =>
					part.type === 'opaque' ||
					(part.type === 'tool-result' &&
						typeof part.content !== 'string' &&
						part.content.some(({ type }) => type === 'opaque')),
			),
	)
}

function sum(values: readonly number[]): number {
	let total = 0
	for (const value of values) total += value
	return total
}
