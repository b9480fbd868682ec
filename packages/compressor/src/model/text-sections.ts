import { estimateTokens } from '../estimate.ts'
import { markErrors } from '../protect/errors.ts'
import { markKeywords } from '../protect/keywords.ts'
import type { Protection } from '../protect/protect.ts'
import type { SegmentedText } from '../segment/segment.ts'
import type { Section } from './section.ts'
import { groupPieces, type Piece } from './sizes.ts'

/** A section of a text, with the segments it covers. */
export interface TextSection extends Section {
	/** Index of its first segment. */
	readonly from: number
	/** Index after its last segment. */
	readonly to: number
}

/**
 * The sections of a text that a model may shorten. Left out are JSON, what holds a text together, and the ends
 * that must stay as they are.
 */
export function textSections(
	target: SegmentedText,
	tokens: number,
	protection: Protection,
	count: (text: string) => number,
): TextSection[] {
	const { text, segments, groups } = target
	if (target.kind === 'json') return []
	const keywords = new Uint8Array(segments.length)
	markKeywords(target, protection.keywords, keywords)
	const errors = new Uint8Array(segments.length)
	markErrors(target, errors)
	const [headEnd, tailStart] = protection.ends ?? [0, text.length]
	const estimates = segments.map(({ start, end }) => estimateTokens(text, start, end))
	const scale =
		tokens /
		Math.max(
			1,
			estimates.reduce((sum, size) => sum + size, 0),
		)
	const pieces = segments.map(
		({ start, end, group, block, required }, at): Piece => ({
			size: (estimates[at] ?? 0) * scale,
			barred:
				required ||
				group !== 0 ||
				groups[group]?.markerAfter !== undefined ||
				start < headEnd ||
				end > tailStart,
			tied: keywords[at] === 1 && keywords[at - 1] === 1,
			opens: at > 0 && segments[at - 1]?.block !== block,
		}),
	)
	return groupPieces(pieces).flatMap(([from, to]) => {
		const covered = segments.slice(from, to)
		const [first, last] = [covered[0], covered[covered.length - 1]]
		if (first === undefined || last === undefined || last.last < first.first) return []
		const source = text.slice(first.start, last.end)
		const exact = covered.flatMap(({ start, end }, at) =>
			errors[from + at] === 1 ? [text.slice(start, end).trim()] : [],
		)
		const unit = groups[first.group]?.unit ?? 'lines'
		return [
			{
				source,
				whole: source,
				tokens: count(source),
				unit,
				first: first.first,
				last: last.last,
				message: 0,
				exact,
				from,
				to,
			},
		]
	})
}
