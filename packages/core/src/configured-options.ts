import { dirname } from 'node:path'
import { loadConfig } from '@headroom/config'
import { bothListeners } from './both-listeners.ts'
import { callsFromConfig } from './calls/calls-from-config.ts'
import { embedderFromConfig } from './calls/embedder-from-config.ts'
import type { HeadroomOptions } from './client-options.ts'
import { optionsFromConfig } from './from-config.ts'
import { monitoringFromConfig } from './monitoring/monitoring-from-config.ts'

/** What a program says beside its `headroom.yaml`; see `HeadroomClient.fromConfig`. */
export interface ConfiguredOptions extends HeadroomOptions {
	/**
	 * Whether calls are booked in the ledger of the file and log a line each on standard error.
	 *
	 * @default `monitoring.enabled` of the file, which is false unless given
	 */
	readonly monitoring?: boolean
}

/**
 * The options of a client that a file asks for, with those of the program on top. Opens the stores that the file
 * names; providers are made at the first call that needs them.
 *
 * @throws ConfigError, and HeadroomError as `HeadroomClient.fromConfig` says.
 */
export function configuredOptions(path: string | undefined, options: ConfiguredOptions): HeadroomOptions {
	const { monitoring: watched, ...own } = options
	const { config, path: file } = loadConfig(path === undefined ? {} : { path })
	const folder = file === undefined ? undefined : dirname(file)
	// A store of the file must not be opened for a compressor that is given in code.
	const given = own.compressor !== undefined
	const withoutStore = given ? { ...config, compressor: { ...config.compressor, enabled: false } } : config
	const routed = own.router !== undefined
	const used = routed ? { ...withoutStore, router: { ...config.router, enabled: false } } : withoutStore
	const { providers, calls } = callsFromConfig(config, process.env, folder)
	const monitoring = monitoringFromConfig(own.ledger === undefined ? config : withoutFile(config), {
		folder,
		observe: own.observe,
		enabled: watched,
	})
	const observe = bothListeners(monitoring?.observe, own.observe)
	const embedder = used.router.enabled ? embedderFromConfig(config, { observe }) : undefined
	return {
		...optionsFromConfig(used, folder, embedder),
		calls,
		// Without a section nobody is connected but by the keys of the environment, at the first call.
		...(Object.keys(providers).length === 0 ? {} : { providers }),
		...(monitoring === undefined ? {} : { ledger: monitoring.ledger, tags: monitoring.tags }),
		...(monitoring?.baseline === undefined ? {} : { baseline: monitoring.baseline }),
		...own,
		...(observe === undefined ? {} : { observe }),
	}
}

/** The same configuration with a ledger that opens no file, for a program that brings its own. */
function withoutFile<C extends { readonly monitoring: object }>(config: C): C {
	return { ...config, monitoring: { ...config.monitoring, ledger: { store: 'memory' } } }
}
