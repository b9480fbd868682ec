import type { Tokenizer } from '@headroom/spec'
import type { BlockIndex } from './dedup/block-index.ts'
import { findRepeats, indexText, type TextPlace } from './dedup/dedup.ts'
import { hasMarker } from './dedup/marker.ts'
import { applyEdits } from './edits.ts'
import { MOST_RESTORED } from './encode/budget.ts'
import { encodeText } from './encode/encode.ts'
import { restoreOutermost, restoreText } from './encode/restore.ts'
import { type Step, slimToFixpoint } from './fixpoint.ts'
import { readLayout } from './layout/layout.ts'
import { demandsVerbatim } from './layout/verbatim.ts'
import type { SlimExplanation } from './result.ts'
import type { Encoder, Rule, TextKind } from './rule.ts'

/** How and where one text is slimmed. */
export interface SlimSetting {
	readonly rules: readonly Rule[]
	readonly encoders: readonly Encoder[]
	/** Encoders that run after repeats have become pointers. */
	readonly outermost: readonly Encoder[]
	/** Encoders whose notation is recognised. */
	readonly readers: readonly Encoder[]
	/** Whether an edit of a rule keeps every keyword as often as it stands. */
	readonly keep: (before: string, after: string) => boolean
	/** Whether an encoding keeps every keyword at least once. */
	readonly keepOnce: (before: string, after: string) => boolean
	readonly tokenizer: Tokenizer
	readonly kind: TextKind
	/** What was sent before; absent when repeats may stay. */
	readonly index: BlockIndex | undefined
	readonly place: TextPlace
	/** Whether this text may hold notation and pointers; it is indexed either way. */
	readonly encodes: boolean
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
 * Slims one text: the rules until nothing changes, then encoders, then repeats, then outermost encoders.
 *
 * Repeats come late, since their markers count lines; a text that holds markers or notation is never touched again.
 */
export function slimText(text: string, setting: SlimSetting): SlimmedText {
	const { rules, encoders, keep, tokenizer, kind, index, place, encodes } = setting
	const isEncoded = (candidate: string): boolean =>
		hasMarker(candidate) || restoreText(candidate, setting.readers) !== candidate
	const untouched = isEncoded(text)
		? 'marker'
		: kind === 'text' && demandsVerbatim(text)
			? 'verbatim'
			: undefined
	if (untouched !== undefined) return keepText(text, setting, untouched)
	const fixed = slimToFixpoint(text, rules, tokenizer, kind, keep)
	if (fixed.text !== text && isEncoded(fixed.text)) return keepText(text, setting, 'marker')
	const encoded = encodeText(fixed.text, {
		layout: fixed.layout,
		encoders: encodes ? encoders : [],
		tokenizer,
		kind,
		restore: (written) => restoreText(restoreOutermost(written, setting.readers), setting.readers),
		keep: setting.keepOnce,
	})
	const steps = [...fixed.steps, ...encoded.steps]
	// What markers stand for must not be more than restoring may bring forth.
	if (index === undefined || !encodes || encoded.text.length > MOST_RESTORED) {
		const kept = keepText(encoded.text, setting, undefined)
		return encodeOutermost({ ...kept, steps }, setting)
	}
	const layout = encoded.steps.length === 0 ? fixed.layout : readLayout(encoded.text)
	const edits = findRepeats(layout, encoded.encoded, index, place, tokenizer)
	const result = applyEdits(encoded.text, edits)
	if (edits.length > 0) steps.push({ rule: dedup, edits })
	return encodeOutermost({ text: result, steps, lines: countLines(result), untouched: undefined }, setting)
}

function encodeOutermost(slimmed: SlimmedText, setting: SlimSetting): SlimmedText {
	const { outermost, readers, encodes, tokenizer, kind, keepOnce } = setting
	if (outermost.length === 0 || !encodes) return slimmed
	const layout = readLayout(slimmed.text)
	const { text, steps } = encodeText(slimmed.text, {
		layout,
		encoders: outermost,
		tokenizer,
		kind,
		restore: (written) => restoreOutermost(written, readers),
		keep: keepOnce,
	})
	return { ...slimmed, text, steps: [...slimmed.steps, ...steps] }
}

function keepText(
	text: string,
	{ index, place, readers }: SlimSetting,
	untouched: SlimExplanation['untouched'],
): SlimmedText {
	if (index !== undefined) indexText(restoreOutermost(text, readers), index, place)
	return { text, steps: [], lines: countLines(text), untouched }
}

export function countLines(text: string): number {
	let lines = 1
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
	return lines
}
