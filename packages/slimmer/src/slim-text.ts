import type { Tokenizer } from '@headroom/spec'
import type { BlockIndex } from './dedup/block-index.ts'
import { findRepeats, indexText, type TextPlace } from './dedup/dedup.ts'
import { hasMarker } from './dedup/marker.ts'
import { applyEdits } from './edits.ts'
import { type Step, slimToFixpoint } from './fixpoint.ts'
import { demandsVerbatim } from './layout/verbatim.ts'
import type { SlimExplanation } from './result.ts'
import type { Rule, TextKind } from './rule.ts'

/** How and where one text is slimmed. */
export interface SlimSetting {
	readonly rules: readonly Rule[]
	readonly keep: (before: string, after: string) => boolean
	readonly tokenizer: Tokenizer
	readonly kind: TextKind
	/** What was sent before; absent when repeats may stay. */
	readonly index: BlockIndex | undefined
	readonly place: TextPlace
	/** Whether this text may hold pointers; it is indexed either way. */
	readonly points: boolean
}

/** A slimmed text. */
export interface SlimmedText {
	readonly text: string
	readonly steps: readonly Step[]
	/** Lines of the text as it is sent. */
	readonly lines: number
	readonly untouched: SlimExplanation['untouched']
}

/** Stands for repeats in explanations and events. */
const dedup: Rule = { name: 'dedup', level: 'lossless', apply: () => [] }

/**
 * Slims one text: the rules until nothing changes, then repeats.
 *
 * Repeats come last, since their markers count lines; a text that holds markers is never touched again.
 */
export function slimText(text: string, setting: SlimSetting): SlimmedText {
	const { rules, keep, tokenizer, kind, index, place, points } = setting
	const untouched = hasMarker(text)
		? 'marker'
		: kind === 'text' && demandsVerbatim(text)
			? 'verbatim'
			: undefined
	if (untouched !== undefined) return keepText(text, setting, untouched)
	const fixed = slimToFixpoint(text, rules, tokenizer, kind, keep)
	if (hasMarker(fixed.text)) return keepText(text, setting, 'marker')
	if (index === undefined || !points)
		return { ...keepText(fixed.text, setting, undefined), steps: fixed.steps }
	const edits = findRepeats(fixed.layout, index, place, tokenizer)
	const result = applyEdits(fixed.text, edits)
	const steps = edits.length === 0 ? fixed.steps : [...fixed.steps, { rule: dedup, edits }]
	return { text: result, steps, lines: countLines(result), untouched: undefined }
}

function keepText(
	text: string,
	{ index, place }: SlimSetting,
	untouched: SlimExplanation['untouched'],
): SlimmedText {
	if (index !== undefined) indexText(text, index, place)
	return { text, steps: [], lines: countLines(text), untouched }
}

export function countLines(text: string): number {
	let lines = 1
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
	return lines
}
