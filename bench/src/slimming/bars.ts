/** Least percent of tokens that level `standard` must save, by dataset: on their total, and on the mean of items. */
const BY_DATASET: Readonly<Record<string, number>> = {
	'json-tools': 40,
	'tau-airline (tool results)': 16,
	loghub: 45,
	'cli-outputs': 28,
	'sgd-50rounds': 28,
	'swe-agent': 22,
	'code-lookup': 5,
}

/** Kinds of content that are prose, in any script: there is little to re-spell, but nothing may grow. */
const PROSE: ReadonlySet<string> = new Set([
	'conversation',
	'document',
	'instructions',
	'meeting',
	'multi_doc',
	'qa',
	'rag',
	'reasoning',
])

/** The least percent of tokens to save at level `standard`, or `undefined` where none is set. */
export function barOf(dataset: string, kind: string): number | undefined {
	return BY_DATASET[dataset] ?? (PROSE.has(kind) ? 0 : undefined)
}
