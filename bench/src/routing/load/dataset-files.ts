import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HeadroomError } from '@headroom/spec'

/**
 * The folder of the public datasets: the setting `HEADROOM_DATASETS`, else `shared/datasets` beside this repository.
 * It need not exist.
 */
export function datasetsRoot(): string {
	const beside = fileURLToPath(new URL('../../../../../shared/datasets', import.meta.url))
	return resolve(process.env.HEADROOM_DATASETS ?? beside)
}

/** Which part of the public data rows belong to; held-out rows are never learnt from. */
export type Half = 'dev' | 'heldout'

/**
 * The folder of held-out halves: the setting `HEADROOM_HELDOUT`, else that of the datasets, where rows say themselves to
 * which half they belong. There need not be any.
 */
export function heldOutRoot(): string {
	return resolve(process.env.HEADROOM_HELDOUT ?? datasetsRoot())
}

/** Whether a dataset's folder is there. */
export function hasDataset(name: string, root: string = datasetsRoot()): boolean {
	return existsSync(join(root, name))
}

/**
 * The rows of JSON Lines files of one dataset, in order.
 *
 * @throws HeadroomError `invalid-argument` when a file is missing or a line is no JSON.
 */
export function readRows(name: string, files: readonly string[], root: string = datasetsRoot()): unknown[] {
	return files.flatMap((file) => {
		const path = join(root, name, file)
		return readText(path)
			.split('\n')
			.flatMap((line, index) => (line.trim() === '' ? [] : [parse(line, `${path}:${index + 1}`)]))
	})
}

/**
 * The rows of one half out of all JSON Lines files of a dataset whose names begin with `prefix`, in the order of the
 * names. A row that does not say belongs to the development half.
 */
export function readHalf(name: string, prefix: string, half: Half, root: string): unknown[] {
	const folder = join(root, name)
	const files = existsSync(folder)
		? readdirSync(folder).filter((file) => file.startsWith(prefix) && file.endsWith('.jsonl'))
		: []
	if (files.length === 0 && half === 'dev') readText(join(folder, `${prefix}.jsonl`))
	return readRows(name, files.sort(), root).filter(
		(row) => ((row as { readonly split?: Half }).split ?? 'dev') === half,
	)
}

/** The value of one JSON file of a dataset; throws as `readRows` does. */
export function readJson(name: string, file: string, root: string = datasetsRoot()): unknown {
	const path = join(root, name, file)
	return parse(readText(path), path)
}

function readText(path: string): string {
	try {
		return readFileSync(path, 'utf8')
	} catch (cause) {
		throw new HeadroomError(
			'invalid-argument',
			`${path} cannot be read; set HEADROOM_DATASETS to the folder that holds the datasets`,
			{ cause },
		)
	}
}

function parse(text: string, where: string): unknown {
	try {
		return JSON.parse(text)
	} catch (cause) {
		throw new HeadroomError('invalid-argument', `${where} is not JSON; get the dataset anew`, { cause })
	}
}
