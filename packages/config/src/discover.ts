import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Environment } from './interpolate.ts'

/** How the file was come by. */
export type ConfigSource = 'argument' | 'environment' | 'discovered' | 'defaults' | 'inline'

/** The file to read, or the decision to read none. */
export interface Discovered {
	readonly source: ConfigSource
	/** Absolute; `undefined` for the defaults. */
	readonly path: string | undefined
}

const FILE_NAME = 'headroom.yaml'

/**
 * Finds the configuration: a path that was given, else `HEADROOM_CONFIG`, else the nearest `headroom.yaml` from
 * `cwd` up to the root of the repository (the folder with `.git`), else none.
 *
 * Outside a repository only `cwd` itself is looked at, so that nobody's file in `/tmp` or above is picked up.
 */
export function discover(path: string | undefined, cwd: string, env: Environment): Discovered {
	if (path !== undefined) return { source: 'argument', path: resolve(cwd, path) }
	const named = env.HEADROOM_CONFIG
	if (named !== undefined && named !== '') return { source: 'environment', path: resolve(cwd, named) }
	for (const folder of foldersUp(resolve(cwd))) {
		const candidate = join(folder, FILE_NAME)
		if (existsSync(candidate)) return { source: 'discovered', path: candidate }
	}
	return { source: 'defaults', path: undefined }
}

function foldersUp(cwd: string): readonly string[] {
	const folders = [cwd]
	for (let folder = cwd; !existsSync(join(folder, '.git')); ) {
		const parent = dirname(folder)
		if (parent === folder) return [cwd]
		folder = parent
		folders.push(folder)
	}
	return folders
}

/** A path as messages show it: relative when it lies in `cwd`, else absolute. */
export function displayPath(path: string, cwd: string): string {
	const short = relative(cwd, path)
	return short === '' || short === '..' || short.startsWith(`..${sep}`) ? path : short
}
