import type { TermIndex } from './index-terms.ts'

/** Labelled sources from which it matters which of them speak of the same. */
const FEWEST = 5
/** Share of blocks that open with a label. */
const LABELLED = 0.5

/**
 * Whether the segments are those of a collection: documents or passages, most of them under a numbered label
 * of their own, as retrieval puts them into a prompt. Who speaks in a dialogue is no source.
 */
export function isCollection(index: TermIndex): boolean {
	let labelled = 0
	for (const [at, segment] of index.segments.entries()) {
		if (segment.last >= segment.first || segment.required) continue
		const from = index.starts[at] ?? 0
		if (index.terms.subarray(from, index.starts[at + 1]).some((term) => index.coded[term] === 1)) labelled++
	}
	return labelled >= FEWEST && labelled >= index.blocks * LABELLED
}
