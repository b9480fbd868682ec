import type { SegmentedText } from '../segment/segment.ts'
import type { TermIndex } from './index-terms.ts'

/** Words of logs and command output for what went wrong; English, as programs write them. */
const TROUBLE =
	/\b(?:warn(?:ing)?|error|exception|fail(?:ed|ure|s)?|fatal|panic|denied|refused|timed? ?out|unable|invalid|cannot|abort(?:ed)?)\b/i
const LOOKED_AT = 400
/** Share of lines above which trouble is the log's everyday, and tells nothing. */
const EVERYDAY = 0.1

/** 1 for lines that tell of trouble, 0 for the rest, and 0 throughout where trouble is common. */
export function severity(index: TermIndex, texts: readonly SegmentedText[]): Float64Array {
	const scores = new Float64Array(index.size)
	let found = 0
	for (let at = 0; at < index.size; at++) {
		const segment = index.segments[at]
		const target = texts[index.textOf[at] ?? 0]
		if (segment === undefined || target === undefined || target.kind !== 'lines') continue
		const line = target.text.slice(segment.start, Math.min(segment.end, segment.start + LOOKED_AT))
		if (!TROUBLE.test(line)) continue
		scores[at] = 1
		found++
	}
	return found > index.size * EVERYDAY ? scores.fill(0) : scores
}
