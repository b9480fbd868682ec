import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
	createReport,
	defaultLedgerPath,
	formatReport,
	HeadroomError,
	type Report,
	type ReportLine,
	reportCsv,
	sqliteLedger,
} from '@headroom/core'
import { CONFIG_OPTION, type Command, type Given, JSON_OPTION } from '../command.ts'
import { folderOf, loadedFor } from '../loaded-config.ts'
import { reportOptions } from '../report-options.ts'
import { type Paint, painter, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** What makes a ledger fill. */
const HOW_TO_FILL =
	'calls are booked when monitoring is on: write monitoring: { enabled: true } in headroom.yaml and make them through HeadroomClient.fromConfig()'

export const reportCommand: Command = {
	name: 'report',
	summary: 'what calls cost and what they would have cost, by month, model, route or team',
	operands: '',
	maxOperands: 0,
	options: {
		by: {
			type: 'string',
			value: 'group',
			help: 'month (default), day, model, route, provider, or tag:name such as tag:team',
		},
		from: {
			type: 'string',
			value: 'date',
			help: 'first month or day, such as 2026-11 or 2026-11-26, in UTC',
		},
		to: { type: 'string', value: 'date', help: 'last month or day, which is part of the report too' },
		tag: {
			type: 'string',
			value: 'labels',
			help: 'only calls with these labels, such as team=search,feature=chat',
		},
		ledger: {
			type: 'string',
			short: 'l',
			value: 'file',
			help: 'the ledger; without it, that of headroom.yaml, then .headroom/ledger.db beside it or in this folder',
		},
		config: CONFIG_OPTION,
		json: { ...JSON_OPTION, help: 'print { ledger, by, query, rows, total } as JSON' },
		csv: { type: 'boolean', help: 'print a row a group as CSV, without a total' },
	},
	details: `Sums up the calls of a ledger from billed usage, as the providers reported it, at list price. Calls whose usage no
provider reported are estimates and stand apart; so do calls whose price is unknown. A loss is negative. Days and months
are those of UTC. Needs the package libsql: npm install libsql.

Examples:
  headroom report
  headroom report --by tag:team --from 2026-11 --to 2026-11
  headroom report --by model --tag team=search --json
  headroom report --by day --ledger /var/lib/app/ledger.db --csv > days.csv`,

	async run(given: Given, terminal: Terminal): Promise<number> {
		if (given.options.json === true && given.options.csv === true)
			throw new UsageError('--json and --csv exclude each other; give one of them', this.name)
		const options = reportOptions(given, this.name)
		const path = ledgerPath(given, terminal, this.name)
		const ledger = sqliteLedger({ path })
		let report: Report
		try {
			report = createReport(ledger, options)
		} finally {
			ledger.close()
		}
		if (given.options.json === true) terminal.stdout.write(`${JSON.stringify({ ledger: path, ...report })}\n`)
		else if (given.options.csv === true) terminal.stdout.write(reportCsv(report))
		else terminal.stdout.write(`${textOf(report, path, terminal)}\n`)
		return 0
	},
}

function textOf(report: Report, path: string, terminal: Terminal): string {
	const paint = painter(terminal)
	const { calls, estimated } = report.total
	const text = formatReport(report, {
		style: (line, words) => dressed(line, words, paint),
		...(terminal.columns === undefined ? {} : { width: terminal.columns }),
	})
	if (calls + estimated.calls > 0) return text
	const { from, to, tags } = report.query
	const all = from === undefined && to === undefined && tags === undefined
	return `${text}\n${all ? `${path} is empty; ${HOW_TO_FILL}` : `${path} has none that --from, --to and --tag leave`}.`
}

function dressed(line: ReportLine, text: string, paint: Paint): string {
	if (line === 'total') return paint('bold', text)
	if (line === 'loss') return paint('yellow', text)
	return line === 'row' ? text : paint('dim', text)
}

/** The file of the ledger; one that is missing is not made. */
function ledgerPath(given: Given, terminal: Terminal, command: string): string {
	const { ledger } = given.options
	if (typeof ledger === 'string') {
		const path = resolve(terminal.cwd, ledger)
		if (existsSync(path)) return path
		throw new HeadroomError('invalid-argument', `there is no ledger ${path}; check --ledger`)
	}
	const loaded = loadedFor(given, terminal)
	const { store, path: named = defaultLedgerPath } = loaded.config.monitoring.ledger
	if (store === 'memory') {
		throw new UsageError(
			`the ledger of ${loaded.displayPath} is in memory, which ended with the program that filled it; write monitoring: { ledger: { store: sqlite } }, or name a file with --ledger`,
			command,
		)
	}
	const path = resolve(folderOf(loaded) ?? terminal.cwd, named)
	if (existsSync(path)) return path
	// Without libsql there never is a file, and without monitoring nothing that fills one.
	const how = loaded.config.monitoring.enabled
		? 'monitoring is on, so that calls through HeadroomClient.fromConfig() make it, where the package libsql is installed (npm install libsql)'
		: HOW_TO_FILL
	throw new HeadroomError(
		'invalid-argument',
		`nothing is booked yet: there is no ledger ${path}; ${how}, or name a ledger with --ledger`,
	)
}
