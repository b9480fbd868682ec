import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { REPOSITORY } from '../data/index.ts'
import type { ItemRecord } from './record.ts'

/** Keeps the records of a run, a file a dataset, so that a run that was cut short can go on. */
export class ResultStore {
	readonly folder: string
	readonly #fingerprint: string

	/** `settings` is whatever the records depend on besides the code: slice, limit, seed. */
	constructor(folder: string, settings: object) {
		this.folder = folder
		this.#fingerprint = createHash('sha256').update(JSON.stringify(settings)).update(codeHash()).digest('hex')
	}

	/** Records of a dataset measured earlier by the same code with the same settings. */
	read(suite: string, dataset: string): ItemRecord[] | undefined {
		const file = this.#file(suite, dataset)
		if (!existsSync(file)) return undefined
		const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
		if ((JSON.parse(head) as { fingerprint?: string }).fingerprint !== this.#fingerprint) return undefined
		return lines.map((line) => JSON.parse(line) as ItemRecord)
	}

	/** Written aside and moved, so that a file is either whole or not there. */
	write(suite: string, dataset: string, records: readonly ItemRecord[]): void {
		const file = this.#file(suite, dataset)
		mkdirSync(join(this.folder, suite), { recursive: true })
		const lines = [{ fingerprint: this.#fingerprint }, ...records].map((line) => JSON.stringify(line))
		writeFileSync(`${file}.part`, `${lines.join('\n')}\n`)
		renameSync(`${file}.part`, file)
	}

	#file(suite: string, dataset: string): string {
		return join(this.folder, suite, `${dataset}.jsonl`)
	}
}

/** Hash of all built code: records of other code are not taken over. */
function codeHash(): string {
	const hash = createHash('sha256')
	for (const file of builtFiles()) hash.update(file).update(readFileSync(join(REPOSITORY, file)))
	return hash.digest('hex')
}

function builtFiles(): string[] {
	const packages = readdirSync(join(REPOSITORY, 'packages')).map((name) => `packages/${name}/dist`)
	return [...packages, 'bench/dist'].flatMap((folder) => {
		if (!existsSync(join(REPOSITORY, folder))) return []
		const files = readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
		return files
			.filter((file) => file.endsWith('.js'))
			.sort()
			.map((file) => join(folder, file))
	})
}
