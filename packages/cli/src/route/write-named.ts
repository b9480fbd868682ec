import { stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from '../usage-error.ts'

/** Looks whether there is a folder to write to, before the work whose outcome goes there. @throws UsageError if not. */
export async function checkFolderOf(path: string): Promise<void> {
	const folder = dirname(path)
	const found = await stat(folder).catch(() => undefined)
	if (!found?.isDirectory())
		throw new UsageError(
			`cannot write "${path}": there is no folder ${folder}; make it, or name another`,
			'route',
		)
}

/** @throws UsageError when the file cannot be written. */
export async function writeNamed(path: string, text: string): Promise<void> {
	try {
		await writeFile(path, text)
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code
		throw new UsageError(`cannot write "${path}": ${code === 'EISDIR' ? 'it is a folder' : code}`, 'route')
	}
}
