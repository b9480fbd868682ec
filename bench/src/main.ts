import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type BenchCommand, HELP, parseCommand } from './command-line.ts'
import { allSets, type BenchSet, REPOSITORY, sharedDatasets, wholeName } from './data/index.ts'
import { readPublicSet } from './data/public/read-public.ts'
import { baselineOf, readBaseline, writeBaseline } from './gate/baseline.ts'
import { gate } from './gate/gate.ts'
import { showFinding } from './gate/show-item.ts'
import { progressLine } from './progress-line.ts'
import { htmlReport, markdownReport } from './report/index.ts'
import type { ItemRecord, RunSummary } from './results/record.ts'
import { ResultStore } from './results/store.ts'
import { summarize } from './results/summarize.ts'
import { verdictSection, verdicts } from './results/verdicts.ts'
import { readRouterBenchCsv } from './routing/index.ts'
import { overviewsOf, routerBenchRecords, type Suite, type SuiteOptions, suites } from './suites/index.ts'

process.exitCode = await main()

async function main(): Promise<number> {
	let command: BenchCommand
	let chosen: readonly Suite[]
	try {
		command = parseCommand(process.argv.slice(2), sharedDatasets() !== undefined)
		chosen = chooseSuites(command.suites)
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
		return 2
	}
	if (command.help) {
		console.log(HELP)
		return 0
	}
	const folder = join(REPOSITORY, 'bench/results', command.file === undefined ? command.slice : 'public')
	let sets: readonly BenchSet[]
	let records: readonly ItemRecord[]
	try {
		sets = chooseSets(command)
		records =
			command.format === 'routerbench'
				? readRouterBench(command)
				: await measure(chosen, sets, command, folder)
		if (records.length === 0)
			throw new Error('nothing to measure: no set has that name in this slice; see --slice and --dataset')
	} catch (error) {
		if (!(error instanceof Error)) throw error
		console.error(error.message)
		return 2
	}
	mkdirSync(folder, { recursive: true })
	const summary: RunSummary = { command: commandOf(process.argv.slice(2)), groups: summarize(records) }
	const section = verdictSection(verdicts(records, methodsOf(chosen)))
	writeReports(folder, summary, chosen, section)
	if (command.json) console.log(JSON.stringify(summary))
	else
		console.log(
			`${markdownReport(summary, rulesOf(chosen), subjectsOf(chosen), overviewsOf(chosen))}${section}\nReports: ${folder}/report.md, report.html, summary.json`,
		)
	return check(records, chosen, sets, command)
}

function chooseSuites(names: readonly string[]): readonly Suite[] {
	const unknown = names.find((name) => !suites.some((suite) => suite.name === name))
	if (unknown !== undefined)
		throw new Error(
			`there is no suite "${unknown}"; expected some of ${suites.map((suite) => suite.name).join(', ')}`,
		)
	return names.length === 0 ? suites : suites.filter((suite) => names.includes(suite.name))
}

function chooseSets({ slice, datasets, file, format }: BenchCommand): readonly BenchSet[] {
	if (file !== undefined && format !== undefined)
		return format === 'routerbench' ? [] : [readPublicSet(file, format)]
	const sets = allSets().filter((set) => slice === 'full' || set.origin === 'own')
	return datasets.length === 0 ? sets : sets.filter((set) => datasets.includes(set.name))
}

function readRouterBench({ file = '', seed }: BenchCommand): ItemRecord[] {
	return routerBenchRecords(basename(file), readRouterBenchCsv(readFileSync(file, 'utf8')), seed)
}

async function measure(
	chosen: readonly Suite[],
	sets: readonly BenchSet[],
	command: BenchCommand,
	folder: string,
): Promise<ItemRecord[]> {
	const { limit, seed, slice } = command
	const store = new ResultStore(folder, { slice, limit: limit ?? null, seed })
	const line = progressLine(process.stderr)
	const records: ItemRecord[] = []
	for (const suite of chosen) {
		const options: SuiteOptions = {
			sets,
			shared: slice === 'full' && command.file === undefined,
			seed,
			...(limit === undefined ? {} : { limit }),
			progress: (dataset, done, all) => line.show(suite.name, dataset, done, all),
		}
		const datasets = suite
			.datasets(options)
			.filter((name) => command.datasets.length === 0 || command.datasets.includes(wholeName(name)))
		for (const dataset of datasets) {
			const known = command.resume ? store.read(suite.name, dataset) : undefined
			const measured = known ?? (await suite.run(dataset, options))
			if (known === undefined) store.write(suite.name, dataset, measured)
			records.push(...measured)
		}
	}
	line.clear()
	return records
}

function writeReports(folder: string, summary: RunSummary, chosen: readonly Suite[], section: string): void {
	writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
	writeFileSync(
		join(folder, 'report.md'),
		`${markdownReport(summary, rulesOf(chosen), subjectsOf(chosen), overviewsOf(chosen))}${section}`,
	)
	writeFileSync(
		join(folder, 'report.html'),
		htmlReport(summary, rulesOf(chosen), subjectsOf(chosen), overviewsOf(chosen)),
	)
}

/** The command that prints the same figures: without what only writes the baseline. */
function commandOf(words: readonly string[]): string {
	const at = words.indexOf('--update-baseline')
	const printed = at === -1 ? words : words.toSpliced(at, 2)
	return [
		'pnpm bench',
		...printed.map((word) => (/^[\w./,-]+$/.test(word) ? word : JSON.stringify(word))),
	].join(' ')
}

function methodsOf(chosen: readonly Suite[]): string[] {
	return subjectsOf(chosen).flatMap((subject) => (subject.gated ? [subject.name] : []))
}

function rulesOf(chosen: readonly Suite[]): Suite['rules'] {
	return Object.assign({}, ...chosen.map((suite) => suite.rules)) as Suite['rules']
}

function subjectsOf(chosen: readonly Suite[]): Suite['subjects'] {
	return chosen.flatMap((suite) => suite.subjects)
}

async function check(
	records: readonly ItemRecord[],
	chosen: readonly Suite[],
	sets: readonly BenchSet[],
	command: BenchCommand,
): Promise<number> {
	const rules = rulesOf(chosen)
	const isWhole =
		command.file === undefined &&
		command.limit === undefined &&
		command.datasets.length === 0 &&
		command.suites.length === 0
	const file =
		command.baseline === undefined
			? join(REPOSITORY, `bench/baselines/${command.slice}.json`)
			: resolve(command.baseline)
	const past = isWhole || command.baseline !== undefined ? readBaseline(file) : undefined
	const gated = new Set(
		subjectsOf(chosen)
			.filter((subject) => subject.gated)
			.map((subject) => subject.name),
	)
	const findings = gate(records, command.updateBaseline === undefined ? past : undefined, {
		rules,
		isGated: (subject) => gated.has(subject),
	})
	for (const finding of findings) console.error(await showFinding(finding, sets))
	if (findings.length > 0) {
		console.error(`\n${findings.length} findings; the gate is closed.`)
		return 1
	}
	if (command.updateBaseline !== undefined) {
		if (!isWhole && command.baseline === undefined) {
			console.error(
				'--update-baseline needs the whole slice: leave out suites, --dataset and --limit, or name a file with --baseline',
			)
			return 2
		}
		writeBaseline(file, baselineOf(records, rules, [command.updateBaseline, ...(past?.reasons ?? [])]))
		console.error(`Baseline written: ${file}`)
	} else if (past === undefined)
		console.error('No baseline for this selection: bounds were checked, nothing was compared.')
	else console.error(`Nothing is worse than the baseline (${past.groups.length} groups).`)
	return 0
}
