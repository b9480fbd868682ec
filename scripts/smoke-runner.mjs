/** Runs inside the project that smoke.mjs made, on the Node under test; prints one line, or one a failure. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { format } from 'node:util'
import { expectedLines, missingLine } from './readme-blocks.mjs'

const { entries, programs } = JSON.parse(readFileSync('plan.json', 'utf8'))
const failures = []
const print = console.log

await attempt('Node', () => {
	const wanted = process.argv[2]
	return process.versions.node.startsWith(`${wanted}.`)
		? undefined
		: `expected Node ${wanted}, this is ${process.version}`
})
for (const entry of entries) {
	await attempt(entry, async () => {
		const module = entry.endsWith('.json') ? createRequire(import.meta.url)(entry) : await import(entry)
		const names = Object.keys(module)
		return names.length > 0 ? undefined : 'exports nothing'
	})
}
for (const { id, place, code } of programs) {
	const printed = []
	console.log = (...values) => printed.push(...format(...values).split('\n'))
	await attempt(place, async () => {
		await import(`./programs/${id}.js`)
		const missing = missingLine(expectedLines(code), printed)
		return missing === undefined
			? undefined
			: `promised ${JSON.stringify(missing)} and printed\n${printed.join('\n')}`
	})
	console.log = print
}
await attempt('headroom --help', () => {
	const { status, stdout, stderr } = spawnSync(process.execPath, [
		'node_modules/@headroom/cli/dist/headroom.js',
		'--help',
	])
	return status === 0 && stdout.length > 0 ? undefined : `exit code ${status}: ${stderr}`
})

for (const failure of failures) print(failure)
print(
	`${process.version}: ${entries.length} entry points, ${programs.length} programs, ${failures.length} failures`,
)
process.exitCode = failures.length === 0 ? 0 : 1

async function attempt(what, run) {
	try {
		const problem = await run()
		if (problem !== undefined) failures.push(`${what}: ${problem}`)
	} catch (error) {
		failures.push(`${what}: ${error?.stack ?? error}`)
	}
}
