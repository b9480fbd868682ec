import {
	HeadroomClient,
	type HeadroomOptions,
	type LoadedConfig,
	loadConfig,
	optionsFromConfig,
	type TokenSlimmerOptions,
} from '@headroom/core'
import type { Given } from './command.ts'
import { nearest } from './nearest.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const LAYERS = ['router', 'slimmer', 'compressor'] as const
const LEVELS = ['lossless', 'standard', 'aggressive'] as const

/**
 * The client that the command line and `headroom.yaml` ask for; the command line wins.
 *
 * @throws ConfigError for a wrong file; UsageError for a wrong `--layers`.
 */
export function clientFor(given: Given, terminal: Terminal, command: string): HeadroomClient {
	return new HeadroomClient(clientOptions(given, terminal, command))
}

function clientOptions(given: Given, terminal: Terminal, command: string): HeadroomOptions {
	const { config: path, model, layers, level, cache } = given.options
	const loaded = loadConfig({
		cwd: terminal.cwd,
		env: terminal.env,
		...(typeof path === 'string' ? { path } : {}),
	})
	const fromFile = optionsFromConfig(loaded.config)
	const slimming = level === undefined ? {} : { level: slimmingLevel(level, command) }
	const options: HeadroomOptions = {
		...fromFile,
		...(fromFile.compressor
			? { compressor: { ...fromFile.compressor, cache: cacheMode(cache, loaded, command) } }
			: {}),
		// A slimmer that the file switches off stays off.
		...(fromFile.slimmer ? { slimmer: { ...fromFile.slimmer, ...slimming } } : {}),
		...(typeof model === 'string' ? { model } : {}),
	}
	return typeof layers === 'string'
		? { ...options, ...onlyLayers(layers, options, slimming, command) }
		: options
}

function slimmingLevel(asked: string | boolean, command: string): (typeof LEVELS)[number] {
	const level = LEVELS.find((name) => name === asked)
	if (level === undefined)
		throw new UsageError(
			`--level is "${asked}"; expected ${LEVELS.slice(0, -1).join(', ')} or ${LEVELS.at(-1)}`,
			command,
		)
	return level
}

/** A prompt read from a file is sent once, so no prefix of it is cached, unless the caller or the file says so. */
function cacheMode(
	asked: string | boolean | undefined,
	loaded: LoadedConfig,
	command: string,
): 'preserve' | 'ignore' {
	if (asked === 'preserve' || asked === 'ignore') return asked
	if (asked !== undefined) throw new UsageError(`--cache is "${asked}"; expected preserve or ignore`, command)
	const entry = loaded.entries.find(({ key }) => key === 'compressor.cache')
	return entry === undefined || entry.provenance.source === 'default'
		? 'ignore'
		: loaded.config.compressor.cache
}

function onlyLayers(
	list: string,
	options: HeadroomOptions,
	slimming: TokenSlimmerOptions,
	command: string,
): HeadroomOptions {
	const chosen = new Set(list.split(',').map((name) => name.trim()))
	for (const name of chosen) {
		if ((LAYERS as readonly string[]).includes(name)) continue
		const meant = nearest(name, LAYERS)
		throw new UsageError(
			`--layers names "${name}"; expected some of ${LAYERS.join(', ')}${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
			command,
		)
	}
	if (chosen.has('router') && !options.router) {
		throw new UsageError(
			'--layers names "router", but no headroom.yaml with a router section was found; add one, or leave router out',
			command,
		)
	}
	return {
		slimmer: chosen.has('slimmer') ? options.slimmer || slimming : false,
		compressor: chosen.has('compressor') ? options.compressor || {} : false,
		router: chosen.has('router') ? (options.router ?? false) : false,
	}
}
