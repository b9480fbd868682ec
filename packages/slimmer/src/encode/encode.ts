import type { Tokenizer } from '@headroom/spec'
import { applyEdits } from '../edits.ts'
import type { Step } from '../fixpoint.ts'
import { gateEdits, type PaidEdit } from '../gate.ts'
import type { Layout } from '../layout/layout.ts'
import type { Encoder, EncodingEdit, Span, TextKind } from '../rule.ts'

/** An encoded text, how it came about, and where its notation stands. */
export interface EncodedText {
	readonly text: string
	readonly steps: readonly Step[]
	/** Stretches of `text` that are notation. */
	readonly encoded: readonly Span[]
}

/** What encoders need besides the text. */
export interface EncodeSetting {
	readonly layout: Layout
	readonly encoders: readonly Encoder[]
	readonly tokenizer: Tokenizer
	readonly kind: TextKind
	/** Undoes all notation that is known, as a reader of the result would. */
	readonly restore: (text: string) => string
	/** Whether a keyword that stands in the first text still stands in the second. */
	readonly keep: (before: string, after: string) => boolean
}

interface Taken extends EncodingEdit, PaidEdit {
	readonly encoder: Encoder
}

/**
 * Runs each encoder once over what the ones before it left, and proves the result by decoding it: a text whose
 * notation does not bring back everything stays as it is.
 */
export function encodeText(text: string, setting: EncodeSetting): EncodedText {
	const { encoders, tokenizer, restore } = setting
	const taken: Taken[] = []
	for (const encoder of encoders) {
		const proposed = usable(text, encoder.apply(text, { ...setting, taken }), taken, setting.keep)
		const restored = new Map(proposed.map((edit) => [edit.start, edit.restored]))
		for (const edit of gateEdits(text, proposed, tokenizer)) {
			const back = restored.get(edit.start)
			taken.push({ ...edit, encoder, ...(back === undefined ? {} : { restored: back }) })
		}
		taken.sort((a, b) => a.start - b.start)
	}
	if (taken.length === 0) return { text, steps: [], encoded: [] }
	const result = applyEdits(text, taken)
	const expected = applyEdits(
		text,
		taken.map(({ start, end, restored }) => ({
			start,
			end,
			replacement: restored ?? text.slice(start, end),
		})),
	)
	const holds = restore(result) === expected && tokenizer.count(result) < tokenizer.count(text)
	if (!holds) return { text, steps: [], encoded: [] }
	return { text: result, steps: stepsOf(taken, encoders), encoded: placesOf(taken) }
}

/** Edits in order that lie inside the text, touch nothing taken, overlap no earlier one and keep all keywords. */
function usable(
	text: string,
	edits: readonly EncodingEdit[],
	taken: readonly Span[],
	keep: EncodeSetting['keep'],
): readonly EncodingEdit[] {
	let from = 0
	return edits.filter((edit) => {
		if (edit.start < from || edit.end <= edit.start || edit.end > text.length || overlaps(taken, edit))
			return false
		if (!keep(text.slice(edit.start, edit.end), edit.replacement)) return false
		from = edit.end
		return true
	})
}

function overlaps(taken: readonly Span[], edit: Span): boolean {
	let low = 0
	let high = taken.length
	while (low < high) {
		const middle = (low + high) >> 1
		if ((taken[middle]?.end ?? 0) <= edit.start) low = middle + 1
		else high = middle
	}
	const next = taken[low]
	return next !== undefined && next.start < edit.end
}

/** One step an encoder, its edits in the text as the steps before it left it. */
function stepsOf(taken: readonly Taken[], encoders: readonly Encoder[]): readonly Step[] {
	const steps: Step[] = []
	const done = new Set<Encoder>()
	for (const rule of encoders) {
		let shift = 0
		const edits: PaidEdit[] = []
		for (const { start, end, replacement, savedTokens, encoder } of taken) {
			if (encoder === rule) edits.push({ start: start + shift, end: end + shift, replacement, savedTokens })
			else if (done.has(encoder)) shift += replacement.length - (end - start)
		}
		done.add(rule)
		if (edits.length > 0) steps.push({ rule, edits })
	}
	return steps
}

/** Where the replacements of edits stand in the edited text. */
function placesOf(edits: readonly EncodingEdit[]): readonly Span[] {
	let shift = 0
	return edits.map(({ start, end, replacement }) => {
		const from = start + shift
		shift += replacement.length - (end - start)
		return { start: from, end: from + replacement.length }
	})
}
