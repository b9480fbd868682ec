import { ContextCompressor } from '@headroom/compressor'
import { ModelRouter, type SizeAfter } from '@headroom/router'
import { defaultRules, isEncoder, TokenSlimmer, type TokenSlimmerOptions } from '@headroom/slimmer'
import type { ChatModel, ModelCatalog, Stage } from '@headroom/spec'
import { cachePricesOf } from './cache-prices.ts'
import type { HeadroomOptions } from './client-options.ts'

/**
 * Layer 2 as the options ask for it; `undefined` when it is turned off.
 *
 * @param connected Who answers the calls of the client; speaks for `compressor.model` where the options name it.
 */
export function createCompressor(
	{ compressor: given = {}, chatModel, providers }: HeadroomOptions,
	catalog: ModelCatalog,
	connected: ChatModel,
): ContextCompressor | undefined {
	if (given === false) return undefined
	const compressor = { cachePrices: (model: string) => cachePricesOf(catalog, model), ...given }
	// Keys of the environment alone connect nobody: `optimize()` must work the same wherever it runs.
	const speaks = chatModel !== undefined || providers !== undefined
	return new ContextCompressor(
		speaks && compressor.model !== undefined ? { chatModel: connected, ...compressor } : compressor,
	)
}

/**
 * Layer 3 as the options ask for it; `undefined` when it is turned off.
 *
 * @param sizeAfter What a prompt comes to behind the router; that of the options wins.
 */
export function createRouter(
	{ router }: HeadroomOptions,
	catalog: ModelCatalog,
	sizeAfter: SizeAfter,
): ModelRouter | undefined {
	if (router instanceof ModelRouter) return router
	return router ? new ModelRouter({ catalog, sizeAfter, ...router }) : undefined
}

/** What runs behind the router: the other layers in their order, then the stages of the caller. */
export function createStages(options: HeadroomOptions, compressor: ContextCompressor | undefined): Stage[] {
	const { slimmer = {}, stages = [] } = options
	const layers: Stage[] = []
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
