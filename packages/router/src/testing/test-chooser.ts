import type { ChatRequest } from '@headroom/spec'
import type { ModelChooser, RankedModel } from '../choose/model-chooser.ts'
import type { Subject } from '../condition.ts'

/** What `testChooser` tries beside texts of its own. */
export interface TestChooserOptions {
	/** Texts of the kind that the chooser is for. @default [] */
	readonly texts?: readonly string[]
	/** Most milliseconds that a megabyte of one character may take. @default 1000 */
	readonly timeLimitMs?: number
}

const TEXTS = [
	'',
	'?',
	'What is the capital of France?',
	'Write a function that sorts a list, and prove that it is right.\n\n```ts\nconst a = [3, 1, 2]\n```',
	'東京の人口は何人ですか',
	'😀'.repeat(50),
	`lone surrogate \ud83d at ${'x'.repeat(300)}`,
]

/** What surrounds a text and must not sway the choice among models. */
const SURROUNDINGS: readonly (readonly [what: string, around: (request: ChatRequest) => ChatRequest])[] = [
	[
		'a long system prompt',
		(request) => ({
			...request,
			messages: [{ role: 'system', content: 'You prove theorems. '.repeat(1_000) }, ...request.messages],
		}),
	],
	[
		'32 tools',
		(request) => ({ ...request, tools: Array.from({ length: 32 }, (_, n) => ({ name: `tool_${n}` })) }),
	],
	[
		'earlier turns',
		(request) => ({
			...request,
			messages: [
				{ role: 'user', content: 'Refactor this module.' },
				{ role: 'assistant', content: 'Done.' },
				...request.messages,
			],
		}),
	],
]

/**
 * Checks what every chooser promises: a ranking of its own models alone, best first and never empty, with a reason for
 * each; the same for the same text, whatever surrounds it; an untouched request; a signal that is heard; and time that
 * grows with the text alone. Works in any test runner.
 *
 * @param make Makes the chooser anew: what one was asked before must not sway another.
 * @throws Error that says which promise was broken, and on which text.
 */
export async function testChooser(make: () => ModelChooser, options: TestChooserOptions = {}): Promise<void> {
	const chooser = make()
	checkIdentity(chooser)
	for (const text of [...TEXTS, ...(options.texts ?? [])]) {
		const first = await ranked(chooser, text)
		checkRanking(chooser, first, text)
		if (!same(first, await ranked(make(), text)))
			throw broken(chooser, 'one made anew ranks the same text otherwise', text)
		for (const [what, around] of SURROUNDINGS)
			if (!same(first, await ranked(make(), text, around)))
				throw broken(chooser, `${what} changes the ranking; judge subject.text alone`, text)
	}
	await checkSignal(make())
	await checkTime(make(), options.timeLimitMs ?? 1_000)
}

function checkIdentity(chooser: ModelChooser): void {
	const { name, models } = chooser
	if (typeof name !== 'string' || name === '') throw new Error('a chooser has no name; expected a text')
	if (
		!Array.isArray(models) ||
		models.length === 0 ||
		models.some((model) => typeof model !== 'string' || model === '')
	)
		throw broken(chooser, 'its models are no list of at least one model id')
	if (new Set(models).size < models.length) throw broken(chooser, 'it lists a model twice')
}

function checkRanking(chooser: ModelChooser, ranking: readonly RankedModel[], text: string): void {
	if (ranking.length === 0) throw broken(chooser, 'it ranks no model; expected at least one', text)
	const seen = new Set<string>()
	let last = Number.POSITIVE_INFINITY
	for (const { model, score, reason } of ranking) {
		if (!chooser.models.includes(model))
			throw broken(chooser, `it ranks ${model}, which is none of its models`, text)
		if (seen.has(model)) throw broken(chooser, `it ranks ${model} twice`, text)
		if (!Number.isFinite(score))
			throw broken(chooser, `it gives ${model} the score ${score}; expected a finite number`, text)
		if (score > last)
			throw broken(chooser, `it ranks ${model} behind a model of a lower score; expected best first`, text)
		if (typeof reason !== 'string' || reason === '')
			throw broken(chooser, `it gives no reason for ${model}`, text)
		seen.add(model)
		last = score
	}
}

/** One that answers at once has nothing to abort. */
async function checkSignal(chooser: ModelChooser): Promise<void> {
	const reason = new Error('stop')
	try {
		const ranking = chooser.rank(subjectOf('What is it?'), { signal: AbortSignal.abort(reason) })
		if (!(ranking instanceof Promise)) return
		await ranking
	} catch (error) {
		if (error === reason) return
		throw broken(chooser, `with an aborted signal it throws ${String(error)}; expected the signal's reason`)
	}
	throw broken(chooser, 'it ranks although the signal has aborted; expected the reason to be thrown')
}

async function checkTime(chooser: ModelChooser, limit: number): Promise<void> {
	await ranked(chooser, 'warm')
	for (const unit of ['a', ' ', '\n', '我', '<', '?']) {
		const started = process.cpuUsage()
		await ranked(chooser, unit.repeat(1_000_000))
		const { user, system } = process.cpuUsage(started)
		const spent = (user + system) / 1_000
		if (spent > limit)
			throw broken(
				chooser,
				`a megabyte of ${JSON.stringify(unit)} takes ${spent.toFixed(0)} ms; expected at most ${limit}`,
			)
	}
}

async function ranked(
	chooser: ModelChooser,
	text: string,
	around: (request: ChatRequest) => ChatRequest = (request) => request,
): Promise<readonly RankedModel[]> {
	const subject = subjectOf(text, around)
	const before = JSON.stringify(subject.request)
	const ranking = await chooser.rank(subject, {})
	if (JSON.stringify(subject.request) !== before) throw broken(chooser, 'it changes the request', text)
	return ranking
}

function subjectOf(
	text: string,
	around: (request: ChatRequest) => ChatRequest = (request) => request,
): Subject {
	const request = around({ model: 'test/model', messages: [{ role: 'user', content: text }] })
	return Object.freeze({ text, request: frozen(request), countTokens: () => Math.ceil(text.length / 4) })
}

function frozen<Value>(value: Value): Value {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
	Object.freeze(value)
	for (const inner of Object.values(value)) frozen(inner)
	return value
}

function same(a: readonly RankedModel[], b: readonly RankedModel[]): boolean {
	return JSON.stringify(a) === JSON.stringify(b)
}

function broken(chooser: ModelChooser, what: string, text?: string): Error {
	const on =
		text === undefined ? '' : ` (on ${JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)})`
	return new Error(`chooser ${JSON.stringify(chooser.name)} breaks a promise: ${what}${on}`)
}
