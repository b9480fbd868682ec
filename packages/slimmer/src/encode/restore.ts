import { applyEdits } from '../edits.ts'
import type { Edit, Encoder } from '../rule.ts'
import { MOST_RESTORED, spendUpTo } from './budget.ts'

/** A text with every encoding undone; the text itself when it holds none. */
export function restoreText(text: string, encoders: readonly Encoder[]): string {
	return applyEdits(text, restoreEdits(text, encoders))
}

/** A text as it stood before the encoders that run last: its lines are those that markers count. */
export function restoreOutermost(text: string, encoders: readonly Encoder[]): string {
	return restoreText(
		text,
		encoders.filter(({ outermost }) => outermost === true),
	)
}

/**
 * The edits of all encoders that undo their notation, in order. Where two overlap, the one that begins first stands:
 * notation inside notation is data. What all of them together may bring forth is bounded.
 */
function restoreEdits(text: string, encoders: readonly Encoder[]): readonly Edit[] {
	const all = encoders.flatMap((encoder) => encoder.restore(text))
	all.sort((a, b) => a.start - b.start || b.end - a.end)
	const spend = spendUpTo(MOST_RESTORED)
	let behind = 0
	return all.filter((edit) => {
		if (edit.start < behind || !spend(edit.replacement.length)) return false
		behind = edit.end
		return true
	})
}
