import { readFileSync, statSync } from 'node:fs'
import { checkBetweenKeys } from './checks.ts'
import { checkFiles } from './confine.ts'
import { type ConfigSource, discover, displayPath } from './discover.ts'
import { parseFile } from './document.ts'
import { type ConfigEntry, entriesOf } from './entries.ts'
import type { Environment } from './interpolate.ts'
import { MAX_LENGTH, tooLarge } from './limits.ts'
import { lineCounterOf } from './lines.ts'
import type { PlacedProblem } from './located.ts'
import { checkRedirects } from './redirect.ts'
import { checkReferences, describeMissingKey, type MissingKey } from './references.ts'
import { configError, unreadable } from './report.ts'
import type { Config } from './schema.ts'
import { Secret } from './secret.ts'
import { validate } from './validate.ts'

/** Where to look for the configuration. */
export interface LoadOptions {
	/** The file; relative to `cwd`. @default found as described at `loadConfig` */
	readonly path?: string
	/** @default process.cwd() */
	readonly cwd?: string
	/** Environment variables, also for references in the file. @default process.env */
	readonly env?: Environment
	/**
	 * Whether a file that was found, not named, may send keys of the environment to other hosts and have files
	 * written outside its folder.
	 *
	 * @default true when the variable HEADROOM_TRUST is 1
	 */
	readonly trust?: boolean
}

/** How to read a text as configuration. */
export interface ParseOptions {
	/** What messages call the text. @default '<inline>' */
	readonly path?: string
	/** @default process.env */
	readonly env?: Environment
}

/** A configuration and where each part of it comes from. */
export interface LoadedConfig {
	readonly config: Config
	/** The file as an absolute path; `undefined` when none was read. */
	readonly path: string | undefined
	/** The file as messages call it. */
	readonly displayPath: string
	readonly source: ConfigSource
	/** Every key with value and provenance, defaults included; secrets stand as `[redacted]`. */
	readonly entries: readonly ConfigEntry[]
}

interface Source {
	readonly text: string
	readonly displayPath: string
	readonly env: Environment
	readonly trusted: boolean
}

/**
 * Reads `headroom.yaml`: the path given, else `HEADROOM_CONFIG`, else the nearest one from `cwd` up to the root of
 * the repository, else the defaults.
 *
 * Reads files synchronously, once. A key that no variable holds is an error only when it is revealed.
 *
 * @throws ConfigError `invalid-config` with every problem found, each with line and column
 */
export function loadConfig(options: LoadOptions = {}): LoadedConfig {
	const { cwd = process.cwd(), env = process.env } = options
	const { source, path } = discover(options.path, cwd, env)
	if (path === undefined)
		return { ...parseSource({ text: '', displayPath: '', env, trusted: true }), path, source }
	const shownPath = displayPath(path, cwd)
	const trusted = source !== 'discovered' || (options.trust ?? env.HEADROOM_TRUST === '1')
	return {
		...parseSource({ text: readText(path, shownPath), displayPath: shownPath, env, trusted }),
		path,
		source,
	}
}

/**
 * Reads a text as `headroom.yaml`.
 *
 * @throws ConfigError `invalid-config` with every problem found, each with line and column
 */
export function parseConfig(text: string, options: ParseOptions = {}): LoadedConfig {
	const { path = '<inline>', env = process.env } = options
	const loaded = parseSource({ text: text.replace(/^\uFEFF/, ''), displayPath: path, env, trusted: true })
	return { ...loaded, path: undefined, source: 'inline' }
}

function parseSource(source: Source): Omit<LoadedConfig, 'path' | 'source'> {
	if (source.text.length > MAX_LENGTH)
		throw configError(source.displayPath, '', [tooLarge(source.text.length)])
	const { root, problems: syntax } = parseFile(source.text, source.env)
	if (root === undefined && syntax.length > 0) throw configError(source.displayPath, source.text, syntax)
	const { config, plain, problems: departures } = validate(root)
	const { problems: unresolved, missing } = checkReferences(root)
	const problems: PlacedProblem[] = [
		...syntax,
		...departures,
		...unresolved,
		...checkBetweenKeys(plain, root),
	]
	if (!source.trusted) problems.push(...checkRedirects(root), ...checkFiles(root))
	if (problems.length > 0 || config === undefined)
		throw configError(source.displayPath, source.text, problems)

	const lines = lineCounterOf(source.text)
	const place = (offset: number): string => {
		const { line, col } = lines.linePos(offset)
		return `${source.displayPath}:${line}:${col}`
	}
	const complete = deferMissingKeys(config, missing, place)
	const entries = entriesOf(complete, root, (offset) => lines.linePos(offset))
	return { config: complete, displayPath: source.displayPath, entries }
}

function deferMissingKeys(
	config: Config,
	missing: readonly MissingKey[],
	place: (offset: number) => string,
): Config {
	const providers = { ...config.providers }
	for (const key of missing) {
		const provider = providers[key.provider]
		const apiKey = Secret.missing(describeMissingKey(key, place(key.offset)))
		if (provider !== undefined) providers[key.provider] = { ...provider, apiKey }
	}
	return { ...config, providers }
}

function readText(path: string, shownPath: string): string {
	let bytes: Uint8Array
	try {
		const size = statSync(path).size
		// A character takes at most four bytes, so a larger file is refused without reading it.
		if (size > 4 * MAX_LENGTH) throw configError(shownPath, '', [tooLarge(size)])
		bytes = readFileSync(path)
	} catch (error) {
		if (error instanceof Error && 'code' in error && 'syscall' in error) {
			throw unreadable(shownPath, describeReadError(String(error.code)), error)
		}
		throw error
	}
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
	} catch (cause) {
		throw unreadable(shownPath, 'the file is not UTF-8 text; save it as UTF-8', cause)
	}
}

function describeReadError(code: string): string {
	if (code === 'ENOENT')
		return 'no such file; correct the path given by --config, HEADROOM_CONFIG or the code, or make the file: an empty one means the defaults'
	if (code === 'EISDIR') return 'a folder, not a file; name the headroom.yaml inside it'
	if (code === 'EACCES' || code === 'EPERM') return 'no permission to read the file; change its mode or owner'
	return `the file could not be read (${code})`
}
