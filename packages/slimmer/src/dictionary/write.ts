import type { Tokenizer } from '@headroom/spec'
import { headOf } from './head.ts'
import { choosePhrases } from './phrases.ts'
import { cutPieces } from './pieces.ts'

/** A stretch of a text with its phrases written once, in a head; `undefined` where nothing pays. */
export function writeNamed(
	text: string,
	start: number,
	end: number,
	names: readonly string[],
	tokenizer: Tokenizer,
): string | undefined {
	const phrases = choosePhrases(text, cutPieces(text, start, end), names, tokenizer)
	if (phrases.length === 0) return undefined
	// Names follow the text: a reader meets them in their order.
	const ordered = [...phrases].sort((one, other) => (one.starts[0] ?? 0) - (other.starts[0] ?? 0))
	const entries = ordered.map((phrase, at) => ({ name: names[at] ?? '', phrase: phrase.text }))
	const places = ordered
		.flatMap(({ starts, text: phrase }, at) =>
			starts.map((place) => ({ place, end: place + phrase.length, name: names[at] ?? '' })),
		)
		.sort((one, other) => one.place - other.place)
	const parts: string[] = []
	let from = start
	for (const { place, end: behind, name } of places) {
		parts.push(text.slice(from, place), name)
		from = behind
	}
	parts.push(text.slice(from, end))
	return headOf(entries) + parts.join('')
}
