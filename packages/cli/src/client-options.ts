import {
	type Config,
	type ContextCompressorOptions,
	HeadroomClient,
	type HeadroomOptions,
	optionsFromConfig,
	type TokenSlimmerOptions,
} from '@headroom/core'
import type { Given } from './command.ts'
import { compressorOptions } from './compressor-options.ts'
import { folderOf, loadedFor } from './loaded-config.ts'
import { nearest } from './nearest.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const LAYERS = ['router', 'slimmer', 'compressor'] as const
const LEVELS = ['lossless', 'standard', 'aggressive'] as const

/**
 * The client that the command line and `headroom.yaml` ask for; the command line wins.
 *
 * @throws ConfigError for a wrong file; UsageError for a wrong option.
 */
export function clientFor(given: Given, terminal: Terminal, command: string): HeadroomClient {
	return new HeadroomClient(clientOptions(given, terminal, command))
}

function clientOptions(given: Given, terminal: Terminal, command: string): HeadroomOptions {
	const { model, layers, level } = given.options
	const loaded = loadedFor(given, terminal)
	const compressing = compressorOptions(given, loaded, command)
	const slimming = level === undefined ? {} : { level: slimmingLevel(level, command) }
	const fromFile = optionsFromConfig(usedConfig(loaded.config, layers), folderOf(loaded))
	const options: HeadroomOptions = {
		...fromFile,
		...(fromFile.compressor ? { compressor: { ...fromFile.compressor, ...compressing } } : {}),
		// A slimmer that the file switches off stays off.
		...(fromFile.slimmer ? { slimmer: { ...fromFile.slimmer, ...slimming } } : {}),
		...(typeof model === 'string' ? { model } : {}),
	}
	return typeof layers === 'string'
		? { ...options, ...onlyLayers(layers, options, { slimmer: slimming, compressor: compressing }, command) }
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

/**
 * The configuration as far as it is used here: a store in memory would end with the command, and none must be
 * opened where nothing is compressed.
 */
function usedConfig(config: Config, layers: string | boolean | undefined): Config {
	const { recall, ...compressor } = config.compressor
	const compresses = typeof layers !== 'string' || layers.includes('compressor')
	return recall?.store === 'sqlite' && compresses ? config : { ...config, compressor }
}

function onlyLayers(
	list: string,
	options: HeadroomOptions,
	otherwise: { readonly slimmer: TokenSlimmerOptions; readonly compressor: ContextCompressorOptions },
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
		slimmer: chosen.has('slimmer') ? options.slimmer || otherwise.slimmer : false,
		compressor: chosen.has('compressor') ? options.compressor || otherwise.compressor : false,
		router: chosen.has('router') ? (options.router ?? false) : false,
	}
}
