import { expect } from 'vitest'
import type { SegmentedText } from '../src/index.ts'

export function pieces({ text, segments }: SegmentedText): string[] {
	return segments.map(({ start, end }) => text.slice(start, end))
}

/** What every segmenter promises; run it on your own as well. */
export function checkSegments(segmented: SegmentedText): void {
	expect(pieces(segmented).join('')).toBe(segmented.text)
	const units = segmented.groups.map(() => 0)
	for (const [index, { first, last, group, parent, start, end }] of segmented.segments.entries()) {
		expect(end).toBeGreaterThan(start)
		expect(first).toBe((units[group] ?? 0) + 1)
		units[group] = last
		expect(parent).toBeLessThan(index)
	}
	expect(units).toEqual(segmented.groups.map(({ total }) => total))
}
