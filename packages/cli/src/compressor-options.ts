import type { ContextCompressorOptions, LoadedConfig } from '@headroom/core'
import type { Given } from './command.ts'
import { UsageError } from './usage-error.ts'

/** Below this a share must be allowed by the file. */
const FLOOR = 0.5

/**
 * What the command line wants otherwise than the file.
 *
 * @throws UsageError for a wrong `--ratio`, `--target-tokens` or `--cache`.
 */
export function compressorOptions(
	{ options }: Given,
	loaded: LoadedConfig,
	command: string,
): ContextCompressorOptions {
	const file = loaded.config.compressor
	const { ratio, preserve, scope, cache, 'target-tokens': target } = options
	const words = typeof preserve === 'string' ? preserve.split(',').map((word) => word.trim()) : []
	return {
		cache: cacheMode(cache, loaded, command),
		...(ratio === undefined ? {} : { maxCompressionRatio: shareOf(ratio, file.allowBelowFloor, command) }),
		...(target === undefined ? {} : { targetTokens: countOf(target, command) }),
		preserveKeywords: [...file.preserveKeywords, ...words.filter((word) => word !== '')],
		...(typeof scope === 'string' ? { scope } : {}),
	}
}

function shareOf(asked: string | boolean, belowFloor: boolean, command: string): number {
	const share = numberOf(asked)
	if (share > 0 && share <= 1 && (share >= FLOOR || belowFloor)) return share
	const hint =
		share > 0 && share < FLOOR ? '; to keep less, write allow_below_floor: true in headroom.yaml' : ''
	throw new UsageError(`--ratio is "${asked}"; expected a share from ${FLOOR} to 1${hint}`, command)
}

function countOf(asked: string | boolean, command: string): number {
	const count = numberOf(asked)
	if (Number.isSafeInteger(count) && count > 0) return count
	throw new UsageError(`--target-tokens is "${asked}"; expected a whole number above 0`, command)
}

/** NaN for what is no plain number: `Number` reads an empty text as 0. */
function numberOf(asked: string | boolean): number {
	return typeof asked === 'string' && /^\d*\.?\d+$/.test(asked) ? Number(asked) : Number.NaN
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
