import { type ChatRequest, type RouteDecision, readPrompt } from '@headroom/core'
import type { Given } from '../command.ts'
import { table, usd } from '../format.ts'
import { readInput } from '../read-input.ts'
import { type Paint, painter, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { configuredRouter } from './configured-router.ts'

/** Model of a prompt that names none, where the file has no default either; the client's own. */
const DEFAULT_MODEL = 'gpt-4o-mini'

/** `headroom route <text>`: what the router of headroom.yaml decides, and why. */
export async function explainRoute(given: Given, terminal: Terminal): Promise<number> {
	const { router, loaded } = configuredRouter(given, terminal, { fitted: true })
	const { model = loaded.config.router.defaultModel ?? DEFAULT_MODEL } = given.options
	const request = await requestOf(given, terminal, String(model))
	const decision = await router.route(request)
	if (given.options.json === true) terminal.stdout.write(`${JSON.stringify(decision)}\n`)
	else terminal.stdout.write(shown(decision, painter(terminal)))
	return 0
}

async function requestOf(
	{ options, operands }: Given,
	terminal: Terminal,
	model: string,
): Promise<ChatRequest> {
	const [text] = operands
	if (text !== undefined && text !== '-') {
		if (options.file !== undefined)
			throw new UsageError('a text and --file exclude each other; give one of them', 'route')
		return readPrompt(text, model)
	}
	const input = await readInput(
		typeof options.file === 'string' ? options.file : undefined,
		terminal,
		'route',
	)
	if (input.text.trim() === '')
		throw new UsageError(
			'expected a text to decide on; put it into quotes, or name a file with --file',
			'route',
		)
	return readPrompt(input.kind === 'text' ? input.text.trim() : input.prompt, model)
}

function shown(decision: RouteDecision, paint: Paint): string {
	const { route, model, maxTokens, reason, passedOver } = decision
	const facts = [
		['route', route ?? 'none: the default model'],
		['model', paint('bold', model)],
		...(maxTokens === undefined ? [] : [['answer', `at most ${maxTokens} tokens`]]),
		['cost', costOf(decision)],
		['reason', reason],
	]
	const width = Math.max(...facts.map(([name = '']) => name.length)) + 2
	const lines = facts.map(([name = '', value]) => `${paint('dim', name.padEnd(width))}${value}`)
	const passed = passedOver.map((one) => [one.route ?? 'the default model', one.reason])
	return [
		...lines,
		...block('scores', scoresOf(decision), paint),
		...block('models', modelsOf(decision), paint),
		...block('passed over', passed.map((cells) => cells.join(': ')).join('\n'), paint),
		'',
	].join('\n')
}

function block(title: string, text: string, paint: Paint): string[] {
	return text === '' ? [] : ['', paint('dim', title), text.replace(/^/gm, '  ')]
}

function costOf({ estimatedCost }: RouteDecision): string {
	if (estimatedCost.status === 'unpriced') return `unpriced: no price of ${estimatedCost.model} is known`
	return `${usd(estimatedCost.low)} without an answer to ${usd(estimatedCost.high)} with the longest, estimated`
}

/** Only likeness is a score to compare; that a condition held needs no table. */
function scoresOf({ route, score, threshold, runnersUp }: RouteDecision): string {
	const rows = runnersUp.map((one) => [one.route, one.score.toFixed(3), one.threshold.toFixed(3), ''])
	const scored = score !== null && threshold !== null && !(score === 1 && threshold === 1)
	if (scored) rows.unshift([route ?? '', score.toFixed(3), threshold.toFixed(3), 'chosen'])
	return rows.length === 0 ? '' : table([['route', 'score', 'needed', ''], ...rows])
}

function modelsOf({ choice, model }: RouteDecision): string {
	if (choice === undefined) return ''
	const rows = choice.models.map((one) => [
		one.model,
		one.score.toFixed(3),
		one.model === model ? 'chosen' : '',
		one.reason,
	])
	return table([[`by ${choice.by}`, 'score', '', ''], ...rows])
}
