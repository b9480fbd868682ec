/** The packages that are published, as folders and as the tarballs npm would serve. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execute } from './execute.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Every folder under packages/ that is not private, with its manifest, in order of name. */
function publicPackages() {
	return readdirSync(join(root, 'packages'))
		.sort()
		.map((name) => {
			const folder = join(root, 'packages', name)
			return { folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }
		})
		.filter(({ manifest }) => manifest.private !== true)
}

/** Packs every public package into `.cache/packs`; resolves to the packages with their tarball's path. */
export async function packPackages() {
	const destination = join(root, '.cache', 'packs')
	rmSync(destination, { recursive: true, force: true })
	mkdirSync(destination, { recursive: true })
	const packages = publicPackages()
	const filters = packages.flatMap(({ manifest }) => ['--filter', manifest.name])
	const { exitCode, output } = await execute(
		['pnpm', '-r', ...filters, 'pack', '--pack-destination', destination],
		{
			cwd: root,
		},
	)
	if (exitCode !== 0) throw new Error(`pnpm could not pack the packages:\n${output}`)
	return packages.map(({ folder, manifest }) => ({
		folder,
		manifest,
		tarball: join(destination, `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`),
	}))
}
