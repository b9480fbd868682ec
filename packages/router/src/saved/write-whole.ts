import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { HeadroomError } from '@headroom/spec'

/**
 * Writes a file under another name and renames it, so that whoever reads finds the old one or the new one whole.
 *
 * @throws HeadroomError `invalid-argument` when it cannot be written.
 */
export async function writeWhole(file: string | URL, text: string): Promise<void> {
	let beside: string | undefined
	try {
		const path = file instanceof URL ? fileURLToPath(file) : file
		beside = `${path}.${randomUUID()}.tmp`
		await writeFile(beside, text)
		await rename(beside, path)
	} catch (cause) {
		if (beside !== undefined) await rm(beside, { force: true }).catch(() => {})
		throw new HeadroomError(
			'invalid-argument',
			`save: ${file} cannot be written; expected a path in a folder that there is`,
			{ cause },
		)
	}
}
