import { ContextCompressor } from '@headroom/compressor'
import type { SizeAfter } from '@headroom/router'
import type { ModelCatalog } from '@headroom/spec'
import { cachePricesOf } from './cache-prices.ts'
import type { HeadroomOptions } from './client-options.ts'
import { createStages } from './create-stages.ts'
import { Pipeline, type PipelineOptions } from './pipeline.ts'

/**
 * Says how many tokens a prompt has once the layers behind the router have run on it: they are run, and what they made
 * is counted and thrown away. Tells nobody, keeps nothing to recall, and asks no model.
 *
 * Stages of the caller's own are not run for it: what they do besides is not known. A compressor's model may leave out
 * more than is counted here.
 */
export function sizeAfter(
	{ slimmer, compressor: given = {} }: HeadroomOptions,
	catalog: ModelCatalog,
	counting: PipelineOptions,
): SizeAfter {
	let pipeline: Pipeline | undefined
	return async (request, { signal }) => {
		pipeline ??= new Pipeline(stages(), counting)
		const made = await pipeline.run(request, { signal })
		return pipeline.count(made.request)
	}

	function stages() {
		if (given === false) return createStages({ ...(slimmer === undefined ? {} : { slimmer }) }, undefined)
		const { model: _, chatModel: _asked, recall: _store, ...compressor } = given
		const cachePrices = (model: string) => cachePricesOf(catalog, model)
		return createStages(
			{ ...(slimmer === undefined ? {} : { slimmer }) },
			new ContextCompressor({ cachePrices, ...compressor }),
		)
	}
}
