import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { REPOSITORY } from '../data/index.ts'
import { readmeTable, replaceBetween } from '../report/index.ts'
import type { RunSummary } from '../results/record.ts'
import { overviewsOf, suites } from '../suites/index.ts'

/**
 * Where the tables of a slice stand: those of slimming between `<!-- bench-slimming-<slice>:start -->` and its end,
 * all others between `<!-- bench-<slice>:start -->` and its end.
 */
const FILES: Readonly<Record<string, string>> = { own: 'README.md', full: 'bench/README.md' }

/** Writes the tables of the last run of a slice into its README, or with `--check` says whether it stands there. */
function main(): number {
	const { values } = parseArgs({
		options: { slice: { type: 'string', default: 'own' }, check: { type: 'boolean', default: false } },
	})
	const name = FILES[values.slice]
	if (name === undefined) {
		console.error(`--slice is "${values.slice}"; expected ${Object.keys(FILES).join(' or ')}`)
		return 2
	}
	const file = join(REPOSITORY, name)
	const text = readFileSync(file, 'utf8')
	const summary = readSummary(values.slice)
	const written = replaceBetween(
		replaceBetween(text, `bench-slimming-${values.slice}`, tableOf(summary, values.slice, isSlimming)),
		`bench-${values.slice}`,
		tableOf(summary, values.slice, (suite) => !isSlimming(suite)),
	)
	if (written === text) {
		console.log(`${name} has the figures of the last run of the slice "${values.slice}".`)
		return 0
	}
	if (values.check) {
		console.error(
			`${name} does not have the figures of this run. Run: pnpm bench --slice ${values.slice} && node bench/dist/readme/main.js --slice ${values.slice}`,
		)
		return 1
	}
	writeFileSync(file, written)
	console.log(`${name} has new figures.`)
	return 0
}

function isSlimming(suite: string): boolean {
	return suite === 'slimming'
}

function readSummary(slice: string): RunSummary {
	const file = join(REPOSITORY, 'bench/results', slice, 'summary.json')
	return JSON.parse(readFileSync(file, 'utf8')) as RunSummary
}

function tableOf({ groups }: RunSummary, slice: string, isIn: (suite: string) => boolean): string {
	const rules = Object.assign({}, ...suites.map((suite) => suite.rules))
	return readmeTable(
		{ groups: groups.filter(({ suite }) => isIn(suite)), command: `pnpm bench --slice ${slice}` },
		rules,
		suites.flatMap((suite) => suite.subjects),
		overviewsOf(suites),
	)
}

process.exitCode = main()
