import type { TermIndex } from './index-terms.ts'

/** Labelled sources from which it matters which of them speak of the same. */
const FEWEST = 5
/** Share of blocks that open with a label. */
const LABELLED = 0.5

/**
 * Whether the segments are those of a collection: documents or passages, most of them under a label of their
 * own, as retrieval puts them into a prompt.
 */
export function isCollection(index: TermIndex): boolean {
	let labelled = 0
	for (const segment of index.segments) if (segment.last < segment.first && !segment.required) labelled++
	return labelled >= FEWEST && labelled >= index.blocks * LABELLED
}
