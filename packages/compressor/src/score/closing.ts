import { isSummary } from '../protect/summary.ts'
import type { SegmentedText } from '../segment/segment.ts'
import type { TermIndex } from './index-terms.ts'

/** Last lines of a text, which say how it ended. */
const LAST = 3
const WORTH_LAST = 0.5
/** Segments from which a text has an end of its own. */
const FEWEST = 20
/** Characters of a line that are looked at. */
const LOOKED_AT = 300
/** Share of lines above which summing up is the text's everyday. */
const EVERYDAY = 0.05

/**
 * 1 for lines that sum up what came before them and say it once, less for the last ones of a text; 0 for the
 * rest. `fresh` is 1 for lines whose template is not a repetition.
 */
export function closing(
	index: TermIndex,
	texts: readonly SegmentedText[],
	fresh: Float64Array,
): Float64Array {
	let summaries = 0
	const left = texts.map(({ segments }) => segments.length)
	const scores = Float64Array.from(index.textOf, (text, at) => {
		const place = (left[text] ?? 0) - 1
		left[text] = place
		const target = texts[text]
		const segment = index.segments[at]
		if (
			target === undefined ||
			segment === undefined ||
			target.kind !== 'lines' ||
			segment.worth !== undefined ||
			fresh[at] !== 1
		)
			return 0
		const line = target.text.slice(segment.start, Math.min(segment.end, segment.start + LOOKED_AT)).trimEnd()
		if (!isSummary(line)) return place < LAST && target.segments.length >= FEWEST ? WORTH_LAST : 0
		summaries++
		return 1
	})
	return summaries > Math.max(6, index.size * EVERYDAY) ? scores.fill(0) : scores
}
