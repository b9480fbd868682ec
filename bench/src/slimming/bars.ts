/** Least percent of tokens that level `standard` must save, by dataset: on their total, and on the mean of items. */
const BY_DATASET: Readonly<Record<string, number>> = {
	'json-tools': 40,
	'tau-airline (tool results)': 16,
	loghub: 45,
	'cli-outputs': 28,
	'sgd-50rounds': 28,
	'swe-agent': 22,
}

/** The same by kind of content. Prose, in any script: there is little to re-spell, but nothing may grow. */
const BY_KIND: Readonly<Record<string, number>> = {
	code: 5,
	conversation: 0,
	document: 0,
	instructions: 0,
	meeting: 0,
	multi_doc: 0,
	qa: 0,
	rag: 0,
	reasoning: 0,
}

/** The least percent of tokens to save at level `standard`, or `undefined` where none is set. */
export function barOf(dataset: string, kind: string): number | undefined {
	return BY_DATASET[dataset] ?? BY_KIND[kind]
}
