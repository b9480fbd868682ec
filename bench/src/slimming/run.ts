import { o200kBase } from '@headroom/tokenizer'
import { joinedPrompt } from '../compression/outcome.ts'
import { spread } from '../compression/run.ts'
import type { Subject } from '../compression/subject.ts'
import type { BenchCase } from '../data/index.ts'
import type { ItemRecord } from '../results/record.ts'
import { appliesTo, isJsonControl } from './controls.ts'
import { type SlimmingItem, slimmingItems } from './items.ts'
import { type Slimmed, slimmingMetrics } from './metrics.ts'
import { isLevel, slimmingSubjects } from './subjects.ts'

export interface SlimmingRunOptions {
	/** Most prompts, spread over the set. @default all */
	readonly limit?: number
	readonly progress?: (done: number, all: number) => void
}

/** What a subject made of a prompt. */
interface Made {
	readonly subject: string
	readonly after: BenchCase['prompt']
	readonly tokensAfter: number
	readonly ms: number
}

const tokenizer = o200kBase()

/** Measures every level and, on prompts of JSON, the controls, on every distinct prompt of some cases. */
export async function runSlimming(
	cases: readonly BenchCase[],
	{ limit = Number.POSITIVE_INFINITY, progress }: SlimmingRunOptions = {},
): Promise<ItemRecord[]> {
	const items = spread(slimmingItems(cases), limit)
	const records: ItemRecord[] = []
	for (const [index, item] of items.entries()) {
		records.push(...(await measureItem(item)))
		progress?.(index + 1, items.length)
		// Lets the progress line be drawn and signals be heard between prompts.
		if (index % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
	}
	return records
}

async function measureItem(item: SlimmingItem): Promise<ItemRecord[]> {
	const text = joinedPrompt(item.prompt)
	const counts = new Map<string, number>()
	const count = (prompt: BenchCase['prompt']): number => {
		const joined = joinedPrompt(prompt)
		const known = counts.get(joined) ?? tokenizer.count(joined)
		counts.set(joined, known)
		return known
	}
	const tokensBefore = count(text)
	const made: Made[] = []
	for (const subject of slimmingSubjects)
		if (appliesTo(subject.name, item.prompt)) made.push(await make(subject, item, count))
	const controls = new Map(
		made.flatMap(({ subject, tokensAfter }) =>
			isJsonControl(subject) ? [[subject, tokensAfter] as const] : [],
		),
	)
	return made.map(({ subject, after, tokensAfter, ms }): ItemRecord => {
		const compared = isLevel(subject) ? controls : new Map<string, number>()
		const slimmed: Slimmed = { item, after, tokensBefore, tokensAfter, controls: compared }
		const { id, dataset, kind, cluster } = item
		return {
			suite: 'slimming',
			dataset,
			kind,
			item: id,
			cluster,
			subject,
			tokensBefore,
			tokensAfter,
			ms,
			metrics: slimmingMetrics(subject, slimmed),
		}
	})
}

async function make(
	subject: Subject,
	item: SlimmingItem,
	count: (prompt: BenchCase['prompt']) => number,
): Promise<Made> {
	const [given] = item.cases as [BenchCase]
	const started = performance.now()
	const { prompt: after } = await subject.run({ ...given, prompt: item.prompt })
	const ms = performance.now() - started
	return { subject: subject.name, after, tokensAfter: count(after), ms }
}
