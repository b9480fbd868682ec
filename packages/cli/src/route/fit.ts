import { resolve } from 'node:path'
import { type FitReport, HeadroomError } from '@headroom/core'
import type { Given } from '../command.ts'
import { table } from '../format.ts'
import { folderOf } from '../loaded-config.ts'
import { type Paint, painter, type Terminal } from '../terminal.ts'
import { configuredRouter } from './configured-router.ts'
import { readLabelled, readNamed } from './read-lines.ts'
import { shareOf } from './share.ts'

/** Where thresholds go that neither `--out` nor headroom.yaml has a place for. */
const DEFAULT_OUT = 'router.fitted.json'

/** `headroom route fit`: sets thresholds of the semantic routes and writes them. */
export async function fitRoutes(given: Given, terminal: Terminal): Promise<number> {
	const { router, loaded, embeddingModel } = configuredRouter(given, terminal, { fitted: false })
	const rejection = shareOf(given, 'rejection')
	const [file] = given.operands
	const semantic = router.routes.filter(({ type }) => type === 'semantic')
	const known = { names: semantic.map(({ name }) => name), kind: 'semantic route' } as const
	const heldBack =
		file === undefined || semantic.length === 0
			? undefined
			: readLabelled(await readNamed(file, terminal), file, known)
	const report = await router.fit({
		...(rejection === undefined ? {} : { rejection }),
		...(heldBack === undefined ? {} : { heldBack }),
	})
	if (!report.routes.some(({ from }) => from === 'fitted'))
		throw new HeadroomError(
			'invalid-argument',
			`no threshold was set, and nothing is written: ${whyNone(report)}`,
		)
	const { fitted } = loaded.config.router
	const out =
		typeof given.options.out === 'string'
			? resolve(terminal.cwd, given.options.out)
			: resolve(folderOf(loaded) ?? terminal.cwd, fitted ?? DEFAULT_OUT)
	await router.save(out)
	if (given.options.json === true) terminal.stdout.write(`${JSON.stringify({ out, ...report })}\n`)
	else {
		const paint = painter(terminal)
		const hint = fitted === undefined ? `; headroom.yaml takes it with router: { fitted: … }` : ''
		const scale = embeddingModel === undefined ? '' : ` They hold as long as ${embeddingModel} scores.`
		terminal.stdout.write(`${shown(report, paint)}\n\nwritten to ${out}${hint}.${scale}\n`)
	}
	return 0
}

function whyNone({ routes, heldBack, rejection }: FitReport): string {
	if (routes.every(({ from }) => from === 'route'))
		return 'every semantic route of headroom.yaml has a threshold of its own; take them out to have them fitted'
	return (
		`a rejection of ${rejection} takes more than ${heldBack === 1 ? '1 text' : `${heldBack} texts`} to set one by; ` +
		'give the routes more utterances, or headroom route fit a file of labelled texts'
	)
}

function shown(report: FitReport, paint: Paint): string {
	const { basis, heldBack, rejected, accuracy, outOfScope, scoredBy, warnings } = report
	const rows = report.routes.map((one) => [
		one.route,
		one.threshold.toFixed(3),
		one.from,
		String(one.heldBack),
		percent(one.rejected),
	])
	const from = basis === 'folds' ? 'the utterances, each held back once' : 'the labelled texts'
	const lines = [
		table([['route', 'threshold', 'set by', 'texts', 'turned away'], ...rows]),
		'',
		`Scored by ${scoredBy}. Of ${heldBack} texts (${from}) ${percent(rejected)} are turned away and ${percent(accuracy)} take their own route.`,
	]
	if (outOfScope !== null)
		lines.push(`Of ${outOfScope.examples} texts of no route ${percent(outOfScope.recall)} are turned away.`)
	for (const warning of warnings) lines.push(paint('yellow', `warning: ${warning}`))
	return lines.join('\n')
}

function percent(share: number | null): string {
	return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}
