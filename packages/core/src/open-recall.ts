import { resolve } from 'node:path'
import { memoryRecallStore, type RecallStore } from '@headroom/compressor'
import { sqliteRecallStore } from '@headroom/compressor/recall-sqlite'
import type { RecallConfig } from '@headroom/config'
import { HeadroomError } from '@headroom/spec'

/**
 * Opens the store that `compressor.recall` of a configuration names.
 *
 * @param folder What its path is relative to. @default the current folder
 * @throws HeadroomError `invalid-argument` for a file that is missing or cannot be opened, `not-supported` where
 * `libsql` is not installed.
 */
export function openRecall(
	{ store, path, ttlSeconds, maxBytes }: RecallConfig,
	folder: string = process.cwd(),
): RecallStore {
	const ttlMs = ttlSeconds * 1000
	if (store === 'memory') return memoryRecallStore({ ttlMs, ...(maxBytes === undefined ? {} : { maxBytes }) })
	if (path === undefined) {
		throw new HeadroomError(
			'invalid-argument',
			'compressor.recall: the store sqlite has no path; name its file, such as path: recall.db',
		)
	}
	return sqliteRecallStore({ file: resolve(folder, path), ttlMs })
}
