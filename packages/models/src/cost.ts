import { HeadroomError, type Price, type TokenPrice, type Usage } from '@headroom/spec'

const MILLION = 1_000_000

/** Anthropic, who alone sells both, takes 2 times the input price for an hour and 1.25 times for five minutes. */
const HOUR_TO_FIVE_MINUTES = 2 / 1.25

/**
 * USD of a usage at a price.
 *
 * Input read from and written to the cache is priced apart; what remains of the input costs the input price. What is
 * written for an hour costs 1.6 times what is written for five minutes.
 * Where there are tiers, the request's whole input decides which one holds, and it holds for every part.
 * Reasoning is part of the output. Not priced: tool calls, storage, audio, images, batch and other discounts.
 *
 * @throws HeadroomError `invalid-argument` when the usage contradicts itself; see `checkUsage`.
 */
export function usdOf(price: Price, usage: Usage): number {
	checkUsage(usage)
	const { inputTokens, outputTokens, cacheReadInputTokens = 0, cacheWriteInputTokens = 0 } = usage
	// Without a price for writing, there is none for how long either.
	const long = price.cacheWrite === undefined ? 0 : (usage.cacheWrite1hInputTokens ?? 0)
	const written = cacheWriteInputTokens + (HOUR_TO_FIVE_MINUTES - 1) * long
	const at = (tokenPrice: TokenPrice) => priceAt(tokenPrice, inputTokens)
	const fresh = inputTokens - cacheReadInputTokens - cacheWriteInputTokens
	// Divided once, so that prices of a few decimals keep an exact sum where floating point can hold one.
	return (
		(fresh * at(price.input) +
			cacheReadInputTokens * at(price.cacheRead ?? price.input) +
			written * at(price.cacheWrite ?? price.input) +
			outputTokens * at(price.output)) /
		MILLION
	)
}

/** USD per 1M tokens that holds for a request of so many input tokens. */
function priceAt(price: TokenPrice, inputTokens: number): number {
	if (typeof price === 'number') return price
	let usd = price.base
	let reached = -1
	for (const tier of price.tiers) {
		if (inputTokens > tier.above && tier.above > reached) {
			usd = tier.usd
			reached = tier.above
		}
	}
	return usd
}

/** Refuses a usage with counts that are no counts, or with parts that exceed their total. */
function checkUsage(usage: Usage): void {
	for (const field of COUNTS) {
		const count = usage[field] ?? (field === 'inputTokens' || field === 'outputTokens' ? Number.NaN : 0)
		if (!Number.isFinite(count) || count < 0)
			throw wrong(`usage.${field} is ${String(usage[field])}; expected a number of tokens, 0 or more`)
	}
	const { inputTokens, outputTokens, reasoningOutputTokens = 0 } = usage
	const cached = (usage.cacheReadInputTokens ?? 0) + (usage.cacheWriteInputTokens ?? 0)
	if (cached > inputTokens)
		throw wrong(
			`usage counts ${cached} cached input tokens but ${inputTokens} input tokens in all; ` +
				'inputTokens must include the cached ones (Anthropic counts them apart: add them)',
		)
	const { cacheWriteInputTokens = 0, cacheWrite1hInputTokens = 0 } = usage
	if (cacheWrite1hInputTokens > cacheWriteInputTokens)
		throw wrong(
			`usage counts ${cacheWrite1hInputTokens} tokens written to the cache for an hour but ${cacheWriteInputTokens} ` +
				'written in all; cacheWriteInputTokens must include them',
		)
	if (reasoningOutputTokens > outputTokens)
		throw wrong(
			`usage counts ${reasoningOutputTokens} reasoning tokens but ${outputTokens} output tokens in all; ` +
				'outputTokens must include the reasoning ones',
		)
}

const COUNTS = [
	'inputTokens',
	'outputTokens',
	'cacheReadInputTokens',
	'cacheWriteInputTokens',
	'cacheWrite1hInputTokens',
	'reasoningOutputTokens',
] as const

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}
