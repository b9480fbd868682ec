import type { Lines } from '../layout/lines.ts'
import type { Span } from '../rule.ts'

/** Longest region in UTF-16 code units: what is longer is cut between lines, and each part has a head. */
const LONGEST = 1 << 19

/** Shorter regions, in UTF-16 code units, cannot save what a head costs. */
const SHORTEST = 160

/**
 * The stretches of whole lines that no span touches, without the last one's line break, in order. A line longer than
 * a region may be is left out.
 */
export function regionsOf(lines: Lines, taken: readonly Span[]): readonly Span[] {
	const regions: Span[] = []
	let first = 0
	const close = (until: number): void => {
		const start = lines.start(first)
		const end = until === lines.count ? lines.text.length : lines.start(until) - 1
		if (until > first && end - start >= SHORTEST && end - start <= LONGEST) regions.push({ start, end })
	}
	let span = 0
	for (let line = 0; line < lines.count; line++) {
		while (span < taken.length && (taken[span]?.end ?? 0) <= lines.start(line)) span++
		const isTaken = (taken[span]?.start ?? Number.POSITIVE_INFINITY) < lines.start(line + 1)
		if (!isTaken && lines.start(line + 1) - lines.start(first) <= LONGEST) continue
		close(line)
		first = isTaken ? line + 1 : line
	}
	close(lines.count)
	return regions
}
