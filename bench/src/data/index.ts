import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchSet } from './case.ts'
import { readSets } from './read-set.ts'

export type { BenchCase, BenchSet } from './case.ts'
export { readMessages } from './messages.ts'
export { partName, wholeName } from './part.ts'
export { readLines } from './read-set.ts'

/** The root of the repository. */
export const REPOSITORY: string = fileURLToPath(new URL('../../../', import.meta.url))

/** Where shared data is read from: `HEADROOM_DATASETS`, else `../shared/datasets` beside the repository; may not exist. */
export function sharedDatasets(): string | undefined {
	const folder = resolve(REPOSITORY, process.env.HEADROOM_DATASETS ?? '../shared/datasets')
	return existsSync(folder) ? folder : undefined
}

/** Every compression set that can be read here: our own, then the shared ones where they are present. */
export function allSets(): BenchSet[] {
	const shared = sharedDatasets()
	return [
		...readSets(resolve(REPOSITORY, 'datasets'), 'own'),
		...(shared === undefined ? [] : readSets(shared, 'shared')),
	]
}
