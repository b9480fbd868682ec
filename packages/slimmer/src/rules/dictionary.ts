import { namesFor } from '../dictionary/names.ts'
import { readNamed } from '../dictionary/read.ts'
import { regionsOf } from '../dictionary/regions.ts'
import { writeNamed } from '../dictionary/write.ts'
import type { Edit, Encoder, EncodingEdit } from '../rule.ts'

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
	apply(text, { layout, tokenizer, taken }) {
		const names = namesFor(text)
		const edits: EncodingEdit[] = []
		if (names.length === 0) return edits
		for (const { start, end } of regionsOf(layout.lines, taken)) {
			const written = writeNamed(text, start, end, names, tokenizer)
			if (written === undefined) continue
			const before = tokenizer.count(text.slice(start, end))
			const after = tokenizer.count(written)
			if (after > before * CLEARLY || after > before - LEAST_SAVED) continue
			edits.push({ start, end, replacement: written })
		}
		return edits
	},
	restore,
}

/** Times the length of a text that look-alikes may be read in vain before the rest is taken to hold no notation. */
const MOST_WASTE = 8

function restore(text: string): readonly Edit[] {
	const edits: Edit[] = []
	let left = text.length * MOST_WASTE
	const waste = (units: number): void => {
		left -= units
	}
	for (let at = text.indexOf(' them]\n'); at !== -1 && left >= 0; ) {
		const start = text.lastIndexOf('\n', at) + 1
		const value = at - start > 60 ? undefined : readNamed(text, start, waste)
		if (value !== undefined) edits.push({ start, end: value.end, replacement: value.text })
		at = text.indexOf(' them]\n', Math.max(at + 1, value?.end ?? 0))
	}
	return edits
}
