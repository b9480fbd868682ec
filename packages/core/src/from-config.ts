import type { Config } from '@headroom/config'
import { type Catalog, createCatalog, type ModelOverride } from '@headroom/models'
import type { Embedder } from '@headroom/spec'
import type { HeadroomOptions } from './client-options.ts'
import { openRecall } from './open-recall.ts'
import { routerFromConfig } from './router-from-config.ts'

/**
 * The client's options that a configuration asks for. A store to recall from is opened, and the files of the router
 * are read here.
 *
 * Not taken over: `providers`, `calls` and `monitoring`, so that nobody is called and nothing is booked; those are
 * `HeadroomClient.fromConfig`'s. Without them `compressor.model` asks nobody, and without an `embedder` neither does
 * the router.
 *
 * @param folder What paths in the file are relative to. @default the current folder
 * @param embedder Of the `embedding_model` of semantic routes, as `embedderFromConfig` connects it.
 * @throws HeadroomError `invalid-argument` for a store or a file that cannot be opened, `not-supported` for one that needs
 * a package that is not installed.
 */
export function optionsFromConfig(config: Config, folder?: string, embedder?: Embedder): HeadroomOptions {
	const { slimmer, compressor, router } = config
	return {
		slimmer: slimmer.enabled
			? {
					level: slimmer.level,
					dedup: slimmer.dedup,
					encode: slimmer.encode,
					rules: slimmer.rules,
					preserveKeywords: slimmer.preserveKeywords,
				}
			: false,
		compressor: compressor.enabled
			? {
					maxCompressionRatio: compressor.maxCompressionRatio,
					allowBelowFloor: compressor.allowBelowFloor,
					preserveKeywords: compressor.preserveKeywords,
					cache: compressor.cache,
					minTokens: compressor.minTokens,
					scope: compressor.scope,
					...(compressor.targetTokens === undefined ? {} : { targetTokens: compressor.targetTokens }),
					...(compressor.model === undefined ? {} : { model: compressor.model }),
					...(compressor.recall === undefined ? {} : { recall: openRecall(compressor.recall, folder) }),
					// Without prices no checkpoint is ever taken.
					...(compressor.checkpoints === 'never' ? { cachePrices: () => undefined } : {}),
				}
			: false,
		router: router.enabled ? routerFromConfig(config, folder, embedder) : false,
		...(router.defaultModel === undefined ? {} : { model: router.defaultModel }),
		catalog: catalogOf(config),
	}
}

function catalogOf({ models }: Config): Catalog {
	const overrides: Record<string, ModelOverride> = {}
	for (const [id, model] of Object.entries(models)) {
		const { input, output, cacheRead, cacheWrite, contextWindow, regions } = model
		overrides[id] = {
			...(input === undefined || output === undefined
				? {}
				: {
						price: {
							input,
							output,
							...(cacheRead === undefined ? {} : { cacheRead }),
							...(cacheWrite === undefined ? {} : { cacheWrite }),
							source: 'headroom.yaml',
						},
					}),
			...(contextWindow === undefined ? {} : { contextWindow }),
			...(regions === undefined ? {} : { regions }),
		}
	}
	return createCatalog({ overrides })
}
