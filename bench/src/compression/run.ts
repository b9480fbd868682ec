import { createHash } from 'node:crypto'
import { o200kBase } from '@headroom/tokenizer'
import type { BenchCase, BenchSet } from '../data/index.ts'
import type { ItemRecord } from '../results/record.ts'
import { seededRandom } from '../statistics/index.ts'
import { type Control, headAndTail, randomControl } from './controls.ts'
import { measured, metrics } from './metrics.ts'
import type { Outcome } from './outcome.ts'
import { readerScore } from './reader.ts'
import type { Subject } from './subject.ts'
import { KEYWORDS, subjects } from './subjects.ts'

export interface CompressionRunOptions {
	/** Most cases of a set, spread over its clusters. @default all */
	readonly limit?: number
	/** Seed of the random control. @default 1 */
	readonly seed?: number
	/** Runs every n-th case twice, and on its own result, to see that both give the same. @default 10 */
	readonly repeatEvery?: number
	readonly progress?: (done: number, all: number) => void
}

/** What was made of a case, and how long that took. */
interface Made {
	readonly outcome: Outcome
	readonly ms: number
}

const tokenizer = o200kBase()

/** Measures every subject and the controls on every case of a set. */
export async function runCompression(
	set: BenchSet,
	options: CompressionRunOptions = {},
): Promise<ItemRecord[]> {
	const { limit = Number.POSITIVE_INFINITY, seed = 1, repeatEvery = 10, progress } = options
	const cases = spread(set.cases, limit)
	const counts = new Map<string, number>()
	const count = (text: string): number => remembered(counts, text, () => tokenizer.count(text))
	const blind = new Map<string, Map<BenchCase['prompt'], Made>>()
	const records: ItemRecord[] = []
	for (const [index, given] of cases.entries()) {
		let ratio = 1
		for (const subject of subjects) {
			const made = await make(subject, given, blind)
			const stable =
				subject.gated && index % repeatEvery === 0 ? await isStable(subject, given, made.outcome) : undefined
			const record = describe(given, subject.name, made, count, stable)
			if (subject.name === 'compress') ratio = record.tokensAfter / Math.max(1, record.tokensBefore)
			records.push(record)
		}
		for (const [name, control] of controls(given, seed)) {
			const made = timed(() => ({ prompt: control(given.prompt, ratio, count) }))
			records.push(describe(given, name, made, count, undefined))
		}
		if (counts.size > 20_000) counts.clear()
		progress?.(index + 1, cases.length)
		// Lets the progress line be drawn and signals be heard between cases.
		if (index % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
	}
	return records
}

function controls(given: BenchCase, seed: number): [string, Control][] {
	const digest = createHash('sha256').update(`${seed}:${given.id}`).digest()
	return [
		['random', randomControl(seededRandom(digest.readUInt32LE(0)))],
		['head+tail', headAndTail],
	]
}

/** Subjects that ignore the question give one result a prompt; it is made and timed once. */
async function make(
	subject: Subject,
	given: BenchCase,
	blind: Map<string, Map<BenchCase['prompt'], Made>>,
): Promise<Made> {
	if (!subject.ignoresQuery) return runTimed(subject, given)
	const known = remembered(blind, subject.name, () => new Map<BenchCase['prompt'], Made>())
	const made = known.get(given.prompt) ?? (await runTimed(subject, given))
	known.set(given.prompt, made)
	return made
}

async function isStable(subject: Subject, given: BenchCase, outcome: Outcome): Promise<boolean> {
	const again = await subject.run(given)
	if (JSON.stringify(again.prompt) !== JSON.stringify(outcome.prompt)) return false
	if (!subject.idempotent) return true
	const twice = await subject.run({ ...given, prompt: outcome.prompt })
	return JSON.stringify(twice.prompt) === JSON.stringify(outcome.prompt)
}

function describe(
	given: BenchCase,
	subject: string,
	{ outcome, ms }: Made,
	count: (text: string) => number,
	stable: boolean | undefined,
): ItemRecord {
	const seen = measured(given, outcome, KEYWORDS, count)
	const values: Record<string, number> = {}
	for (const metric of metrics) {
		const value = metric.measure(seen)
		if (value !== undefined) values[metric.name] = value
	}
	const f1 = readerScore(given, seen.after)
	if (f1 !== undefined) values['reader-f1'] = f1
	if (stable !== undefined) values.stable = stable ? 1 : 0
	const { dataset, kind, id: item, cluster } = given
	const { tokensBefore, tokensAfter } = seen
	return {
		suite: 'compression',
		dataset,
		kind,
		item,
		cluster,
		subject,
		tokensBefore,
		tokensAfter,
		ms,
		metrics: values,
	}
}

/** Runs a subject; what it made is read back after the clock has stopped. */
export async function runTimed(subject: Subject, given: BenchCase): Promise<Made> {
	const started = performance.now()
	const outcome = await subject.run(given)
	const ms = performance.now() - started
	const decoded = subject.decode?.(outcome.prompt)
	return { outcome: decoded === undefined ? outcome : { ...outcome, decoded }, ms }
}

function timed(work: () => Outcome): Made {
	const started = performance.now()
	const outcome = work()
	return { outcome, ms: performance.now() - started }
}

/** At most `limit` cases, evenly spaced, so that a slice meets every part of a set. */
export function spread<T>(items: readonly T[], limit: number): readonly T[] {
	if (items.length <= limit) return items
	return Array.from({ length: limit }, (_, index) => items[Math.floor((index * items.length) / limit)] as T)
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
	let value = known.get(key)
	if (value === undefined) {
		value = make()
		known.set(key, value)
	}
	return value
}
