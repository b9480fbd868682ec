import type { Tokenizer } from '@headroom/spec'
import { estimateTokens } from '../estimate.ts'
import type { SegmentedText } from '../segment/segment.ts'
import type { Candidates } from './choose.ts'
import { byFallingScore, spreadOf } from './order.ts'

/** A text with what is known of it before choosing. */
export interface Source {
	readonly target: SegmentedText
	/** Exact tokens of the text. */
	readonly tokens: number
	/** 1 for each segment that must stay. */
	readonly protect: Uint8Array
}

/** Puts the segments of all sources in one row, their sizes adding up to the exact counts of their texts. */
export function candidatesOf(
	sources: readonly Source[],
	scores: Float64Array,
	tokenizer: Tokenizer,
	recall = false,
): Candidates {
	const size = sources.reduce((sum, { target }) => sum + target.segments.length, 0)
	const sizes = new Float64Array(size)
	const parents = new Int32Array(size)
	const protect = new Uint8Array(size)
	let base = 0
	for (const { target, tokens, protect: own } of sources) {
		let sum = 0
		const skeleton: number[] = []
		for (const [index, segment] of target.segments.entries()) {
			const estimate = estimateTokens(target.text, segment.start, segment.end)
			sizes[base + index] = estimate
			sum += estimate
			parents[base + index] = segment.parent === -1 ? -1 : base + segment.parent
			if (segment.required && own[index] === 0) skeleton.push(base + index)
		}
		const scale = sum === 0 ? 0 : tokens / sum
		for (let at = base; at < base + own.length; at++) sizes[at] = (sizes[at] ?? 0) * scale
		protect.set(own, base)
		linkSkeleton(parents, skeleton, base, own.length)
		base += own.length
	}
	const tail = recall ? ' · recall k3f9x0ab' : ''
	const markers = markersOf(sources, size, [
		tokenizer.count(`[… 12 sentences omitted: 104–115${tail}]`),
		tokenizer.count(', 104–115'),
	])
	const worth = withAsides(sources, scores)
	return { sizes, parents, protect, scores: worth, order: byFallingScore(worth), markers }
}

/** What a gap that begins at each segment costs: a marker in its place, or a range more in the one of its group. */
function markersOf(
	sources: readonly Source[],
	size: number,
	[inPlace, range]: readonly [number, number],
): Float64Array {
	const markers = new Float64Array(size)
	let at = 0
	for (const { target } of sources) {
		for (const { group } of target.segments)
			markers[at++] = target.groups[group]?.markerAfter === undefined ? inPlace : range
	}
	return markers
}

/** What is left of the worth of a segment that is none of what its text says, or only surrounds it. */
const ASIDE = 0.05

function withAsides(sources: readonly Source[], scores: Float64Array): Float64Array {
	if (!sources.some(({ target }) => target.segments.some(({ aside }) => aside === true))) return scores
	const { lowest } = spreadOf(scores)
	const worth = scores.slice()
	let at = 0
	for (const { target } of sources) {
		for (const { aside } of target.segments) {
			if (aside === true) worth[at] = lowest + ASIDE * ((scores[at] ?? lowest) - lowest)
			at++
		}
	}
	return worth
}

/**
 * Ties what holds a text together into a ring, and everything else in the text to it: one of them stays only
 * with all of them.
 */
function linkSkeleton(parents: Int32Array, skeleton: readonly number[], base: number, length: number): void {
	const first = skeleton[0]
	if (first === undefined) return
	for (let at = base; at < base + length; at++) if (parents[at] === -1) parents[at] = first
	for (const [index, at] of skeleton.entries()) parents[at] = skeleton[index + 1] ?? first
}

/** About how many tokens stay in any case. */
export function protectedSize({ sizes, protect }: Candidates): number {
	return sizes.reduce((sum, size, at) => (protect[at] === 1 ? sum + size : sum), 0)
}
