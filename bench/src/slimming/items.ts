import { type BenchCase, type BenchSet, partName } from '../data/index.ts'

/** A prompt that is slimmed once, with everything that is asked about it. */
export interface SlimmingItem {
	/** Id of its first case with the whole prompt. */
	readonly id: string
	readonly dataset: string
	readonly kind: string
	readonly cluster: string
	readonly prompt: BenchCase['prompt']
	/** Cases on this prompt, and, for a run, on its beginnings. */
	readonly cases: readonly BenchCase[]
}

/** The distinct prompts of a set: of each row the longest, and rows with the same prompt together. */
export function slimmingItems(cases: readonly BenchCase[]): SlimmingItem[] {
	const rows = new Map<string, BenchCase[]>()
	for (const given of cases) add(rows, given.id.replace(/#\d+$/, ''), given)
	const prompts = new Map<string, { readonly first: BenchCase; readonly cases: BenchCase[] }>()
	for (const row of rows.values()) {
		const first = row.reduce((longest, given) => (sizeOf(given) > sizeOf(longest) ? given : longest))
		const key = JSON.stringify(first.prompt)
		const known = prompts.get(key)
		if (known === undefined) prompts.set(key, { first, cases: row })
		else known.cases.push(...row)
	}
	return [...prompts.values()].map(({ first: { id, dataset, kind, cluster, prompt }, cases: asked }) => ({
		id,
		dataset,
		kind,
		cluster,
		prompt,
		cases: asked,
	}))
}

function add(rows: Map<string, BenchCase[]>, key: string, given: BenchCase): void {
	const row = rows.get(key)
	if (row === undefined) rows.set(key, [given])
	else row.push(given)
}

/** Messages of a run; every text is as long as any other. */
function sizeOf({ prompt }: BenchCase): number {
	return typeof prompt === 'string' ? 1 : prompt.length
}

/** Names the part of a dataset, and its kind of content. */
const TOOL_RESULTS = 'tool results'

/**
 * Cases by dataset: each set, and behind it the answers of tools in its agent runs alone, as a dataset of their own.
 */
export function slimmingCases(sets: readonly BenchSet[]): ReadonlyMap<string, readonly BenchCase[]> {
	return new Map(
		sets.flatMap(({ name, cases }) => {
			const part = partName(name, TOOL_RESULTS)
			const answered = toolResults(cases, part)
			const whole = [name, cases] as const
			return answered.length === 0 ? [whole] : [whole, [part, answered] as const]
		}),
	)
}

function toolResults(cases: readonly BenchCase[], dataset: string): BenchCase[] {
	return cases.flatMap((given): BenchCase[] => {
		if (given.kind !== 'trajectory' || typeof given.prompt === 'string') return []
		const prompt = given.prompt.filter(({ role }) => role === 'tool')
		return prompt.length === 0 ? [] : [{ ...given, dataset, kind: TOOL_RESULTS, prompt }]
	})
}
