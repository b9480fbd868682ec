import { resolve } from 'node:path'
import { type Evaluation, evaluateRouter, HeadroomError, LearnedRouter, readRecords } from '@headroom/core'
import type { Given } from '../command.ts'
import { table } from '../format.ts'
import { folderOf, loadedFor } from '../loaded-config.ts'
import { painter, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { configuredRouter } from './configured-router.ts'
import { evaluationTable, settingsTable } from './learned-tables.ts'
import { holdsRecords, readLabelled, readNamed } from './read-lines.ts'
import { aimOf, shareOf } from './share.ts'

/** Confusions and misrouted texts that are shown; `--json` has all. */
const SHOWN = 10

/** Longest part of a misrouted text that is shown, in characters. */
const LONGEST = 60

/** `headroom route eval`: judges the routes of headroom.yaml, or a learned router. */
export async function evalRoutes(given: Given, terminal: Terminal): Promise<number> {
	const [file] = given.operands
	if (file === undefined)
		throw new UsageError(
			'expected a file of labelled texts or of records, as in headroom route eval labelled.jsonl',
			'route',
		)
	const text = await readNamed(file, terminal)
	if (holdsRecords(text)) return evalLearned(given, terminal, text, file)
	if (given.options.learned !== undefined || given.options.aim !== undefined)
		throw new UsageError(
			`--learned and --aim are for records, and ${file} holds labelled texts; leave them out`,
			'route',
		)
	const least = shareOf(given, 'at-least')
	const { router } = configuredRouter(given, terminal, { fitted: true })
	const evaluation = await router.evaluate(
		readLabelled(text, file, { names: router.routes.map(({ name }) => name), kind: 'route' }),
	)
	const json = given.options.json === true
	terminal.stdout.write(json ? `${JSON.stringify(evaluation)}\n` : shown(evaluation))
	if (least === undefined || evaluation.accuracy >= least) return 0
	if (!json)
		terminal.stderr.write(
			`${painter(terminal, 'stderr')('red', 'error')} the accuracy ${percent(evaluation.accuracy)} is below ${percent(least)} (--at-least)\n`,
		)
	return 1
}

async function evalLearned(given: Given, terminal: Terminal, text: string, file: string): Promise<number> {
	if (given.options['at-least'] !== undefined)
		throw new UsageError(`--at-least is for labelled texts, and ${file} holds records; leave it out`, 'route')
	const path = learnedFile(given, terminal)
	let saved: unknown
	try {
		saved = JSON.parse(await readNamed(path, terminal))
	} catch (error) {
		if (error instanceof UsageError) throw error
		throw new HeadroomError('invalid-argument', `${path} is not JSON; write it with headroom route train`)
	}
	const aim = aimOf(given)
	const router = LearnedRouter.fromJSON(saved, aim === undefined ? {} : { aim })
	const evaluation = evaluateRouter(router, readRecords(text, file))
	if (given.options.json === true) {
		terminal.stdout.write(`${JSON.stringify({ setting: router.setting, ...evaluation })}\n`)
		return 0
	}
	const paint = painter(terminal)
	const skipped =
		evaluation.skipped === 0 ? '' : `; ${evaluation.skipped} without an outcome of every model left out`
	terminal.stdout.write(
		[
			paint('dim', `Judged on ${evaluation.records} records${skipped}`),
			evaluationTable(evaluation),
			'',
			paint(
				'dim',
				'Settings, as cross-validation expected them in training; by chance is a random mix of equal cost',
			),
			settingsTable(router),
			'',
		].join('\n'),
	)
	return 0
}

/** The file of `--learned`, else the only one of headroom.yaml. */
function learnedFile(given: Given, terminal: Terminal): string {
	const { learned } = given.options
	if (typeof learned === 'string') return learned
	const loaded = loadedFor(given, terminal)
	const named = new Set(loaded.config.router.routes.flatMap((route) => route.learned ?? []))
	const [only] = named
	if (only !== undefined && named.size === 1) return resolve(folderOf(loaded) ?? terminal.cwd, only)
	const why =
		named.size === 0 ? 'headroom.yaml names none' : `headroom.yaml names ${[...named].join(' and ')}`
	throw new UsageError(`which learned router is to be judged? ${why}; name its file with --learned`, 'route')
}

function shown({
	accuracy,
	examples,
	inScope,
	outOfScope,
	routes,
	confusion,
	misrouted,
}: Evaluation): string {
	const rows = routes.map((one) => [
		one.route,
		String(one.examples),
		percent(one.recall),
		percent(one.precision),
		one.f1 === null ? '–' : one.f1.toFixed(3),
	])
	const lines = [
		`Of ${examples} texts ${percent(accuracy)} are routed as they should be.`,
		`Of ${inScope.examples} that belong to a route, ${percent(inScope.accuracy)} take it, and ${percent(inScope.rejected)} take none.`,
	]
	if (outOfScope !== null)
		lines.push(
			`Of ${outOfScope.examples} that belong to none, ${percent(outOfScope.recall)} take none; at 5 % of the others turned away it would be ${percent(outOfScope.recallAt5)}.`,
		)
	lines.push('', table([['route', 'texts', 'recall', 'precision', 'F1'], ...rows]))
	if (confusion.length > 0) {
		const pairs = confusion
			.slice(0, SHOWN)
			.map((one) => [`${one.expected ?? 'none'} → ${one.routed ?? 'none'}`, String(one.count)])
		lines.push('', table([['confused', 'texts'], ...pairs]))
	}
	const texts = misrouted
		.slice(0, SHOWN)
		.map(
			(one) =>
				`  ${one.expected ?? 'none'} → ${one.routed ?? 'none'}: ${JSON.stringify(shortened(one.text))}`,
		)
	if (texts.length > 0) lines.push('', 'Misrouted, such as', ...texts)
	return `${lines.join('\n')}\n`
}

function shortened(text: string): string {
	const parts = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text.slice(0, 4 * LONGEST))]
	return parts.length <= LONGEST
		? text
		: `${parts
				.slice(0, LONGEST)
				.map(({ segment }) => segment)
				.join('')}…`
}

function percent(share: number | null): string {
	return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}
