import { HEAD_OPEN } from '../dictionary/head.ts'
import { namesFor } from '../dictionary/names.ts'
import { readNamed } from '../dictionary/read.ts'
import { windowsOf } from '../dictionary/windows.ts'
import { writeNamed } from '../dictionary/write.ts'
import { restoreBudget } from '../encode/budget.ts'
import type { Edit, Encoder, EncodingEdit, Span } from '../rule.ts'

/** The notation must come to this share of the text's tokens, and save `LEAST_SAVED` at least. */
const CLEARLY = 0.95
const LEAST_SAVED = 20

/**
 * Writes phrases that repeat once, in a head, and stands letters in their place: `α=https://api.example.com/v1`.
 *
 * Opaque: what a reader looks for may stand in the head alone. Runs only when switched on.
 */
export const dictionary: Encoder = {
	name: 'dictionary',
	level: 'lossless',
	optIn: true,
	outermost: true,
	apply(text, { layout, tokenizer }) {
		const edits: EncodingEdit[] = []
		const names = namesFor(text)
		if (names.length === 0) return edits
		for (const { start, end } of windowsOf(layout.lines)) {
			const written = writeNamed(text, start, end, names, tokenizer)
			if (written === undefined) continue
			const before = tokenizer.count(text.slice(start, end))
			const after = tokenizer.count(written)
			if (after > before * CLEARLY || after > before - LEAST_SAVED) continue
			edits.push({ start, end, replacement: written })
		}
		return edits
	},
	restore(text) {
		const edits: Edit[] = []
		const spend = restoreBudget(text)
		for (const { start, end } of headed(text)) {
			const replacement = readNamed(text, start, end, spend)
			if (replacement !== undefined) edits.push({ start, end, replacement })
		}
		return edits
	},
}

/** Stretches that begin with what looks like a head, each up to the next one. */
function headed(text: string): readonly Span[] {
	const spans: Span[] = []
	for (let at = text.indexOf(HEAD_OPEN); at !== -1; ) {
		const next = text.indexOf(`\n${HEAD_OPEN}`, at)
		if (at === 0 || text[at - 1] === '\n') spans.push({ start: at, end: next === -1 ? text.length : next })
		at = next === -1 ? -1 : next + 1
	}
	return spans
}
