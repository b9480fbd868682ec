import { embedderFromConfig, type LoadedConfig, ModelRouter, optionsFromConfig } from '@headroom/core'
import type { Given } from '../command.ts'
import { folderOf, loadedFor } from '../loaded-config.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** The router of headroom.yaml with what else of the file is asked for. */
export interface ConfiguredRouter {
	readonly router: ModelRouter
	readonly loaded: LoadedConfig
	/** The embedding model that scores are made with; `undefined` where nobody is asked. */
	readonly embeddingModel: string | undefined
}

/**
 * Makes the router that a program with this headroom.yaml would have. Its embedding model is connected unless
 * `--offline` is given.
 *
 * @param fitted Whether fitted thresholds of the file are taken over.
 * @throws UsageError where no file asks for a router; ConfigError for a wrong one.
 */
export function configuredRouter(
	given: Given,
	terminal: Terminal,
	{ fitted }: { readonly fitted: boolean },
): ConfiguredRouter {
	const loaded = loadedFor(given, terminal)
	const { config } = loaded
	if (!config.router.enabled) {
		const why =
			loaded.path === undefined
				? 'no headroom.yaml was found'
				: `${loaded.displayPath} has no router, or it is off`
		throw new UsageError(
			`there is nothing to decide by: ${why}; write router: { default_model: …, routes: […] }`,
			'route',
		)
	}
	const { fitted: file, ...unfitted } = config.router
	const used = {
		...config,
		router: fitted && file !== undefined ? { ...unfitted, fitted: file } : unfitted,
		// A store to recall from would be opened for it.
		compressor: { ...config.compressor, enabled: false },
	}
	const embedder =
		given.options.offline === true ? undefined : embedderFromConfig(used, { env: terminal.env })
	const { router, catalog } = optionsFromConfig(used, folderOf(loaded), embedder)
	const options = router === undefined || router === false || router instanceof ModelRouter ? {} : router
	return {
		router: new ModelRouter({ ...(catalog === undefined ? {} : { catalog }), ...options }),
		loaded,
		embeddingModel: embedder?.id,
	}
}
