import type { Tokenizer } from '@headroom/spec'
import type { Edit } from './rule.ts'

/** An edit that pays, with the tokens it saves where it stands. */
export interface PaidEdit extends Edit {
	readonly savedTokens: number
}

/** UTF-16 code units around an edit that are counted with it: tokens reach over its edges. */
const MARGIN = 24

/** Deletions are counted up to this many code units: what is cut beyond it only saves more. */
const LONGEST_DELETION = 2048

/** Edits of one window at most. */
const MOST_EDITS = 64

interface Window {
	readonly from: number
	to: number
	readonly edits: Edit[]
}

/**
 * Keeps the edits that save tokens.
 *
 * Neighbouring edits are counted together with some text around them, before and after; where they do not pay together,
 * each is counted alone. Time is linear in the text around the edits.
 */
export function gateEdits(text: string, edits: readonly Edit[], tokenizer: Tokenizer): readonly PaidEdit[] {
	const paid: PaidEdit[] = []
	for (const window of payingWindows(text, edits, tokenizer)) {
		const { saved } = window
		const [first, ...rest] = window.edits
		if (first === undefined) continue
		// Shares of a window are guesses, its sum is not: the first edit takes the remainder.
		const share = Math.floor(saved / window.edits.length)
		paid.push({ ...first, savedTokens: saved - share * rest.length })
		for (const edit of rest) paid.push({ ...edit, savedTokens: share })
	}
	return paid
}

/** The windows that pay; of one that does not, each edit that pays alone. */
function* payingWindows(
	text: string,
	edits: readonly Edit[],
	tokenizer: Tokenizer,
): Generator<Window & { readonly saved: number }> {
	for (const window of windows(text, edits)) {
		const saved = savedTokens(text, window, tokenizer)
		if (saved > 0) yield { ...window, saved }
		else if (window.edits.length > 1)
			for (const edit of window.edits) {
				const [alone] = windows(text, [edit])
				const savedAlone = alone === undefined ? 0 : savedTokens(text, alone, tokenizer)
				if (alone !== undefined && savedAlone > 0) yield { ...alone, saved: savedAlone }
			}
	}
}

function windows(text: string, edits: readonly Edit[]): readonly Window[] {
	const all: Window[] = []
	for (const edit of edits) {
		const last = all[all.length - 1]
		const from = Math.max(0, edit.start - MARGIN)
		const to = Math.min(text.length, edit.end + MARGIN)
		if (last !== undefined && from < last.to && last.edits.length < MOST_EDITS) {
			last.to = to
			last.edits.push(edit)
		} else all.push({ from, to, edits: [edit] })
	}
	return all
}

function savedTokens(text: string, window: Window, tokenizer: Tokenizer): number {
	const [only] = window.edits
	if (only !== undefined && window.edits.length === 1 && isLongDeletion(only)) {
		const head = text.slice(window.from, only.start)
		const tail = text.slice(only.end, window.to)
		const run = text.slice(only.start, only.start + LONGEST_DELETION)
		return tokenizer.count(head + run + tail) - tokenizer.count(head + only.replacement + tail)
	}
	let from = window.from
	let after = ''
	for (const edit of window.edits) {
		after += text.slice(from, edit.start) + edit.replacement
		from = edit.end
	}
	after += text.slice(from, window.to)
	return tokenizer.count(text.slice(window.from, window.to)) - tokenizer.count(after)
}

function isLongDeletion(edit: Edit): boolean {
	return edit.end - edit.start > LONGEST_DELETION && edit.replacement.length <= 2
}
