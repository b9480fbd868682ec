import type { Edit } from './rule.ts'

/** The text after its edits, which are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
	if (edits.length === 0) return text
	const pieces: string[] = []
	let from = 0
	for (const edit of edits) {
		if (from < edit.start) pieces.push(text.slice(from, edit.start))
		pieces.push(edit.replacement)
		from = edit.end
	}
	pieces.push(text.slice(from))
	return pieces.join('')
}

/**
 * The edits that can be applied together: in order, inside the text, changing something, none overlapping an
 * earlier one; edits that touch become one. Protects against a rule that breaks its contract.
 */
export function cleanEdits(text: string, edits: readonly Edit[]): readonly Edit[] {
	const clean: Edit[] = []
	let from = 0
	for (let at = 0; at < edits.length; at++) {
		let edit = edits[at]
		if (edit === undefined || edit.start < from || edit.end < edit.start || edit.end > text.length) continue
		let next = edits[at + 1]
		if (next?.start === edit.end && next.end >= next.start && next.end <= text.length) {
			const pieces = [edit.replacement]
			let { end } = edit
			for (; next?.start === end && next.end >= end && next.end <= text.length; next = edits[++at + 1]) {
				pieces.push(next.replacement)
				end = next.end
			}
			edit = { start: edit.start, end, replacement: pieces.join('') }
		}
		from = edit.end
		if (!isNoChange(text, edit) && !joinsSurrogates(text, edit)) clean.push(edit)
	}
	return clean
}

function isNoChange(text: string, { start, end, replacement }: Edit): boolean {
	return end - start === replacement.length && text.startsWith(replacement, start)
}

/** Whether a deletion would make a character of two halves that stood apart. */
function joinsSurrogates(text: string, { start, end, replacement }: Edit): boolean {
	if (replacement !== '') return false
	const before = text.charCodeAt(start - 1)
	const after = text.charCodeAt(end)
	return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}
