import { expect } from 'vitest'
import type { SegmentedText } from '../src/index.ts'
import { wrongWithSegments } from '../src/testing/segment-contract.ts'

export function pieces({ text, segments }: SegmentedText): string[] {
	return segments.map(({ start, end }) => text.slice(start, end))
}

/** What every segmenter promises, as `testSegmenter()` checks it, for one text. */
export function checkSegments(segmented: SegmentedText): void {
	expect(wrongWithSegments(segmented.text, segmented)).toBeUndefined()
}
