import { resolve } from 'node:path'
import {
	evaluateRouter,
	type LearnedEvaluation,
	LearnedRouter,
	type RoutingRecord,
	readRecords,
} from '@headroom/core'
import type { Given } from '../command.ts'
import { table, usd } from '../format.ts'
import { type Paint, painter, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { evaluationTable, settingsTable } from './learned-tables.ts'
import { readNamed } from './read-lines.ts'
import { aimOf } from './share.ts'
import { checkFolderOf, writeNamed } from './write-named.ts'

/** Every so many records one is held out to compare with other ways to choose. */
const HELD_OUT = 5

/** Records below which too few are held out to judge by. */
const LEAST_COMPARED = 100

/** `headroom route train`: learns from records, says how good that is, and writes the learned router. */
export async function trainRoute(given: Given, terminal: Terminal): Promise<number> {
	const [file] = given.operands
	if (file === undefined)
		throw new UsageError(
			'expected a file of records, as in headroom route train records.jsonl --out router.json',
			'route',
		)
	const { out } = given.options
	if (typeof out !== 'string')
		throw new UsageError('expected --out with the file to write, such as --out router.json', 'route')
	const aim = aimOf(given)
	const options = aim === undefined ? {} : { aim }
	const path = resolve(terminal.cwd, out)
	await checkFolderOf(path)
	const records = readRecords(await readNamed(file, terminal), file)
	const router = LearnedRouter.train(records, options)
	const comparison = records.length < LEAST_COMPARED ? undefined : compared(records, options)
	await writeNamed(path, `${JSON.stringify(router)}\n`)
	const { report, setting } = router
	if (given.options.json === true)
		terminal.stdout.write(
			`${JSON.stringify({ out: path, ...report, setting, heldOut: typeof comparison === 'string' ? { error: comparison } : (comparison ?? null) })}\n`,
		)
	else
		terminal.stdout.write(
			`${shown(router, comparison, painter(terminal))}\n\nwritten to ${path}; headroom.yaml takes it with routes: [{ name: …, learned: … }].\n`,
		)
	return 0
}

/** A router of four fifths of the records, judged by the last fifth; or why there is none. */
function compared(
	records: readonly RoutingRecord[],
	options: Parameters<typeof LearnedRouter.train>[1],
): LearnedEvaluation | string {
	const held = (index: number): boolean => index % HELD_OUT === HELD_OUT - 1
	try {
		const router = LearnedRouter.train(
			records.filter((_, index) => !held(index)),
			options,
		)
		return evaluateRouter(
			router,
			records.filter((_, index) => held(index)),
		)
	} catch (error) {
		return error instanceof Error ? error.message : String(error)
	}
}

function shown(
	router: LearnedRouter,
	comparison: LearnedEvaluation | string | undefined,
	paint: Paint,
): string {
	const { report, setting } = router
	const models = report.models.map(({ model, records, quality, cost }) => [
		model,
		String(records),
		quality.toFixed(3),
		cost === undefined ? 'unknown' : usd(cost * 1_000),
	])
	const { holds, reason, warnings } = report.verdict
	const verdict = holds
		? `Learned from ${report.records} records (weights: ${report.by}): ${reason}.`
		: paint('yellow', `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`)
	const lines = [
		table([['model', 'records', 'quality', 'cost of 1,000'], ...models]),
		'',
		verdict,
		...warnings.map((warning) => paint('yellow', `warning: ${warning}`)),
		'',
		paint('dim', 'Settings, as cross-validation expects them; by chance is a random mix of equal cost'),
		settingsTable(router),
		setting.reached ? '' : paint('yellow', 'warning: no setting reaches the aim; the nearest is taken'),
	]
	if (comparison === undefined)
		lines.push(
			`Fewer than ${LEAST_COMPARED} records: too few to hold some out and compare with other ways to choose.`,
		)
	else if (typeof comparison === 'string')
		lines.push(`Not compared with other ways to choose: ${comparison}.`)
	else
		lines.push(
			paint(
				'dim',
				`Beside other ways to choose, on ${comparison.records} records held out and a router of the rest`,
			),
			evaluationTable(comparison),
		)
	return lines.join('\n')
}
