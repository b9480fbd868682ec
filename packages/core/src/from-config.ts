import type { Config } from '@headroom/config'
import { type Catalog, createCatalog, type ModelOverride } from '@headroom/models'
import type { Route } from '@headroom/router'
import type { HeadroomOptions } from './client-options.ts'
import { openRecall } from './open-recall.ts'

/**
 * The client's options that a configuration asks for. A store to recall from is opened here.
 *
 * Not taken over: `providers`, `calls` and `monitoring`, so that nobody is called and nothing is booked; those are
 * `HeadroomClient.fromConfig`'s. Without them `compressor.model` asks nobody.
 *
 * @param folder What paths in the file are relative to. @default the current folder
 * @throws HeadroomError `invalid-argument` for a store that cannot be opened, `not-supported` for one that needs
 * a package that is not installed.
 */
export function optionsFromConfig(config: Config, folder?: string): HeadroomOptions {
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
		router: router.enabled
			? {
					...(router.defaultModel === undefined ? {} : { defaultModel: router.defaultModel }),
					routes: router.routes.map(routeOf),
				}
			: false,
		...(router.defaultModel === undefined ? {} : { model: router.defaultModel }),
		catalog: catalogOf(config),
	}
}

function routeOf(route: Config['router']['routes'][number]): Route {
	const { name, model, utterances, threshold, embeddingModel, when, maxTokens } = route
	const shared = { name, model, ...(maxTokens === undefined ? {} : { maxTokens }) }
	if (route.type === 'condition') return { ...shared, ...(when === undefined ? {} : { when }) }
	return {
		...shared,
		type: 'semantic',
		utterances,
		...(threshold === undefined ? {} : { threshold }),
		...(embeddingModel === undefined ? {} : { embeddingModel }),
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
