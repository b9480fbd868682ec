import { dirname } from 'node:path'
import { type LoadedConfig, loadConfig } from '@headroom/core'
import type { Given } from './command.ts'
import type { Terminal } from './terminal.ts'

/**
 * The configuration that `--config`, the environment or the folder names.
 *
 * @throws ConfigError for a wrong file.
 */
export function loadedFor(given: Given, terminal: Terminal): LoadedConfig {
	const { config: path } = given.options
	return loadConfig({
		cwd: terminal.cwd,
		env: terminal.env,
		...(typeof path === 'string' ? { path } : {}),
	})
}

/** What paths in the file are relative to; `undefined` when there is no file. */
export function folderOf({ path }: LoadedConfig): string | undefined {
	return path === undefined ? undefined : dirname(path)
}
