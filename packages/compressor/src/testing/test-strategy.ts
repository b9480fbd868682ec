import { deepFreeze } from '@headroom/spec/testing'
import fc from 'fast-check'
import type { Ranking, Strategy, StrategyTask } from '../strategy/strategy.ts'
import { arbitraryTask, taskOf } from './arbitrary-task.ts'
import { assertProperty } from './assert-property.ts'
import { growsTooFast } from './linear.ts'

/** How thoroughly `testStrategy` looks. */
export interface TestStrategyOptions {
	/** Tasks generated. @default 100 */
	readonly cases?: number
	/** @default 1 */
	readonly seed?: number
	/** Tasks to check with; the default mixes prose, JSON, logs, code, CJK and hostile strings. */
	readonly tasks?: fc.Arbitrary<StrategyTask>
}

const HOSTILE = ['a', 'a\n', 'ERROR 7 failed\n', 'Otters sleep holding hands. ', '中。', '{"a":7},\n', '\n']

/**
 * Checks what every strategy promises: the same ranking for the same task, a finite score for each segment, a
 * reason, an untouched task, the signal's reason when it aborts, and time that grows with the text alone. Works
 * in any test runner. Floor, markers and protected segments are not a strategy's business.
 *
 * @throws Error that says which promise was broken, with the smallest task found that breaks it.
 */
export async function testStrategy(make: () => Strategy, options: TestStrategyOptions = {}): Promise<void> {
	const what = `strategy "${make().name}"`
	await checkRankings(what, (task) => make().rank(task), options)
	const same = make()
	await checkRankings(what, (task) => same.rank(task), options)
	const reason = new Error('aborted by the test')
	const task = { ...taskOf('a\nb\nc\n'), signal: AbortSignal.abort(reason) }
	const aborted = await (async () => make().rank(task))().catch((error: unknown) => error)
	if (aborted !== reason)
		broken(what, 'an aborted task throws the signal’s reason; call `task.signal?.throwIfAborted()`')
}

/** Checks rankings of any origin on generated tasks and on long texts. */
export async function checkRankings(
	what: string,
	rank: (task: StrategyTask) => Ranking | Promise<Ranking>,
	{ cases = 100, seed = 1, tasks = arbitraryTask }: TestStrategyOptions,
): Promise<void> {
	const property = fc.asyncProperty(tasks, async (task) => {
		const frozen = deepFreeze(task)
		const first = await rank(frozen)
		const wrong = wrongWithRanking(first, task)
		if (wrong !== undefined) broken(what, wrong)
		if (!sameRanking(first, await rank(frozen))) broken(what, 'the same task has two rankings')
	})
	await assertProperty(what, property, { cases, seed })
	for (const unit of HOSTILE) {
		const known = new Map<string, StrategyTask>()
		// Cutting the text is not the strategy's work.
		const ready = (text: string): StrategyTask => {
			const task = known.get(text) ?? taskOf(text)
			known.set(text, task)
			return task
		}
		const slow = await growsTooFast(unit, (text) => rank(ready(text)))
		if (slow !== undefined) broken(what, slow)
	}
}

function wrongWithRanking({ scores, reason }: Ranking, { texts }: StrategyTask): string | undefined {
	const size = texts.reduce((sum, { segments }) => sum + segments.length, 0)
	if (!(scores instanceof Float64Array)) return 'its scores are no Float64Array'
	if (scores.length !== size) return `it gives ${scores.length} scores for ${size} segments`
	const at = scores.findIndex((score) => !Number.isFinite(score))
	if (at !== -1) return `the score of segment ${at} is ${scores[at]}; expected a finite number`
	if (typeof reason !== 'string' || reason.trim() === '') return 'it gives no reason'
	return undefined
}

function sameRanking(a: Ranking, b: Ranking): boolean {
	return (
		a.reason === b.reason &&
		(a.incompressible ?? false) === (b.incompressible ?? false) &&
		a.scores.length === b.scores.length &&
		a.scores.every((score, at) => Object.is(score, b.scores[at]))
	)
}

function broken(what: string, promise: string): never {
	throw new Error(`${what} breaks a promise: ${promise}`)
}
