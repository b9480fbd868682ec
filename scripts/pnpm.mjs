/** Finds the one pnpm that the lockfile was written for. */
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter } from 'node:path'
import { execute } from './execute.mjs'

/**
 * Puts pnpm of exactly the version that package.json names on the PATH of `env`: the one that is there, or
 * else one that npx fetches. Turbo calls `pnpm` by name, so a command prefix would not do.
 */
export async function findPnpm(env) {
	const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
	const wanted = manifest.packageManager.replace(/^pnpm@/, '')
	// Asked outside the repository: inside it, another pnpm would fetch the pinned one and answer in its name.
	const present = await execute(['pnpm', '--version'], { cwd: tmpdir(), env })
	if (present.exitCode === 0 && present.stdout.trim() === wanted) return present

	const fetched = await execute(
		['npx', '--yes', `--package=pnpm@${wanted}`, '-c', 'node -p process.env.PATH'],
		{ cwd: tmpdir(), env },
	)
	const path = fetched.stdout.trim()
	if (fetched.exitCode !== 0 || path === '') return fetched
	env.PATH = [path.split(delimiter).find((folder) => folder.includes('_npx')) ?? '', env.PATH].join(delimiter)
	return execute(['pnpm', '--version'], { cwd: tmpdir(), env })
}
