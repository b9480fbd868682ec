import { o200kBase } from '@headroom/tokenizer'
import { joinedPrompt } from '../compression/outcome.ts'
import { spread } from '../compression/run.ts'
import type { Subject } from '../compression/subject.ts'
import type { BenchCase } from '../data/index.ts'
import type { ItemRecord } from '../results/record.ts'
import { jsonControls, openTexts, respelled, type Spelling, spellings } from './controls.ts'
import { type SlimmingItem, slimmingItems } from './items.ts'
import { type Comparison, slimmingMetrics } from './metrics.ts'
import { LEVELS, promptSubjects } from './subjects.ts'

export interface SlimmingRunOptions {
	/** Most prompts, spread over the set. @default all */
	readonly limit?: number
	readonly progress?: (done: number, all: number) => void
}

type Prompt = BenchCase['prompt']

/** What a subject made of a prompt. */
interface Made {
	readonly subject: string
	readonly after: Prompt
	readonly ms: number
}

const tokenizer = o200kBase()

/** Measures every level and, where texts are JSON, the controls, on every distinct prompt of some cases. */
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
	const counts = new Map<string, number>()
	const count = (text: string): number => {
		const known = counts.get(text) ?? tokenizer.count(text)
		counts.set(text, known)
		return known
	}
	const made: Made[] = []
	for (const subject of promptSubjects) made.push(await make(subject, item))
	const spelled = new Map<string, readonly Spelling[]>()
	for (const control of jsonControls) {
		const started = performance.now()
		const found = spellings(control, item.prompt)
		if (found.length === 0) continue
		const after = respelled(item.prompt, found)
		made.push({ subject: control.name, after, ms: performance.now() - started })
		spelled.set(control.name, found)
	}
	const { id, dataset, kind, cluster, prompt } = item
	const tokensBefore = count(joinedPrompt(prompt))
	return made.map(({ subject, after, ms }): ItemRecord => {
		const tokensAfter = count(joinedPrompt(after))
		const isLevel = LEVELS.some((level) => level === subject)
		const controls = isLevel ? comparisons(after, spelled, count) : new Map<string, Comparison[]>()
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
			metrics: slimmingMetrics(subject, { item, after, tokensBefore, tokensAfter, controls }),
		}
	})
}

/** Every text that a control can say, as it is sent and as the control spells it, by control. */
function comparisons(
	after: Prompt,
	spelled: ReadonlyMap<string, readonly Spelling[]>,
	count: (text: string) => number,
): ReadonlyMap<string, readonly Comparison[]> {
	const sent = openTexts(after)
	return new Map(
		[...spelled].map(([control, found]) => [
			control,
			found.map(({ at, text, isOneRecord }) => ({
				tokens: count(sent[at] ?? ''),
				controlTokens: count(text),
				isOneRecord,
			})),
		]),
	)
}

async function make(subject: Subject, item: SlimmingItem): Promise<Made> {
	const [given] = item.cases as [BenchCase]
	const started = performance.now()
	const { prompt: after } = await subject.run({ ...given, prompt: item.prompt })
	return { subject: subject.name, after, ms: performance.now() - started }
}
