import type { Tokenizer } from '@headroom/spec'
import { choosePhrases } from './phrases.ts'
import { cutPieces } from './pieces.ts'

/** A stretch of whole lines with its phrases written once, at its head; `undefined` where nothing pays. */
export function writeNamed(
	text: string,
	start: number,
	end: number,
	names: readonly string[],
	tokenizer: Tokenizer,
): string | undefined {
	const phrases = choosePhrases(text, cutPieces(text, start, end), tokenizer, names.length)
	if (phrases.length === 0) return undefined
	// Names follow the text: a reader meets them in their order.
	const ordered = [...phrases].sort((one, other) => (one.starts[0] ?? 0) - (other.starts[0] ?? 0))
	const places = ordered
		.flatMap((phrase, at) =>
			phrase.starts.map((place) => ({ place, length: phrase.text.length, name: names[at] ?? '' })),
		)
		.sort((one, other) => one.place - other.place)
	const parts: string[] = []
	let from = start
	for (const { place, length, name } of places) {
		parts.push(text.slice(from, place), name)
		from = place + length
	}
	parts.push(text.slice(from, end))
	const body = parts.join('')
	let lines = 1
	for (let at = body.indexOf('\n'); at !== -1; at = body.indexOf('\n', at + 1)) lines++
	const entries = ordered.map((phrase, at) => `${names[at] ?? ''}=${phrase.text}\n`)
	return `${headOf(phrases.length, lines)}\n${entries.join('')}${body}`
}

/** The first line of the notation. */
export function headOf(names: number, lines: number): string {
	return `[${names} ${names === 1 ? 'name' : 'names'}, then ${lines} ${lines === 1 ? 'line that uses' : 'lines that use'} them]`
}
