import type { SegmentedText } from '../segment/segment.ts'
import { markErrors } from './errors.ts'
import { markInstructions } from './instructions.ts'
import { markKeywords } from './keywords.ts'
import { markSummary } from './summary.ts'

/** What of a text must stay whatever its score. */
export interface Protection {
	readonly keywords: readonly string[]
	/** Whether a person's instructions may stand in it. */
	readonly instructions: boolean
	/** Whether lines in which a program says that something failed must stay. @default true */
	readonly errors?: boolean
	/** Offsets that must stay as they are: up to the first, from the second. */
	readonly ends?: readonly [number, number]
}

/** Writes 1 for every segment of `target` that must stay. */
export function protect(target: SegmentedText, protection: Protection): Uint8Array {
	const keep = new Uint8Array(target.segments.length)
	for (const [index, segment] of target.segments.entries()) if (segment.required) keep[index] = 1
	markKeywords(target, protection.keywords, keep)
	if (protection.errors !== false) {
		markErrors(target, keep)
		markSummary(target, keep)
	}
	if (protection.instructions) markInstructions(target, keep)
	if (protection.ends !== undefined) {
		const [to, from] = protection.ends
		for (const [index, { start, end }] of target.segments.entries())
			if (start < to || end > from) keep[index] = 1
	}
	return keep
}
