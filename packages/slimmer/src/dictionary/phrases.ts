import type { Tokenizer } from '@headroom/spec'
import { freePlaces } from './free-places.ts'
import { fitsHead } from './head.ts'
import { Heap } from './heap.ts'
import type { Pieces } from './pieces.ts'
import { findRepeats, type Repeat, type Repeats } from './repeats.ts'
import { trimPhrase } from './trim-phrase.ts'

/** A phrase, and where it is replaced: offsets in order that do not overlap. */
export interface Phrase {
	readonly text: string
	readonly starts: readonly number[]
}

/** Tokens that a phrase must save: below, a reader's look at the head costs more. */
const LEAST_SAVED = 4

/** Tokens that a phrase must save that stands only twice. */
const LEAST_SAVED_BY_TWO = 10

/** Repeats weighed in full, for each name there is: a bound on hostile texts, where one run holds many others. */
const MOST_WEIGHED = 64

/** Places looked at, for each piece of the text: a bound on hostile texts. */
const MOST_PLACES = 12

/** Times what lengths tell that a repeat is first taken to cost: too low a guess is never weighed, too high a one is. */
const GENEROUS = 1.3

/**
 * The phrases that save most when each is written once and named elsewhere: the best first, each weighed by the
 * places that those before it left. At most one for each name.
 */
export function choosePhrases(
	text: string,
	pieces: Pieces,
	names: readonly string[],
	tokenizer: Tokenizer,
): readonly Phrase[] {
	const name = tokenizer.count(names.join(' ')) / names.length
	// A phrase moves to the head, behind its name and a mark.
	const saved = (tokens: number, places: number): number => places * (tokens - name) - tokens - name - 1
	const unit = tokensPerUnit(text, pieces, tokenizer) * GENEROUS
	const guess = ({ from, to, length }: Repeat, first: number): number =>
		saved(unit * ((pieces.weights[first + length] ?? 0) - (pieces.weights[first] ?? 0)), to - from)

	const repeats = findRepeats(pieces, (repeat, first) => guess(repeat, first) >= LEAST_SAVED)
	const heap = new Heap()
	for (const [at, repeat] of repeats.all.entries())
		heap.push(at, guess(repeat, repeats.order[repeat.from] ?? 0))
	const covered = new Uint8Array(pieces.count)
	const chosen: Phrase[] = []
	let places = pieces.count * MOST_PLACES
	let weighed = names.length * MOST_WEIGHED
	while (chosen.length < names.length && weighed-- > 0 && places > 0) {
		const at = heap.pop()
		const repeat = at === undefined ? undefined : repeats.all[at]
		if (at === undefined || repeat === undefined) break
		places -= repeat.to - repeat.from
		const found = findPhrase(text, pieces, repeats, repeat, covered)
		if (found === undefined) continue
		const gain = saved(tokenizer.count(found.text), found.places.length)
		if (gain < (found.places.length === 2 ? LEAST_SAVED_BY_TWO : LEAST_SAVED)) continue
		// What others covered, or a better guess, may have put it behind the next one.
		if (gain < heap.key) heap.push(at, gain)
		else {
			for (const place of found.places) covered.fill(1, place, place + found.length)
			chosen.push({ text: found.text, starts: found.places.map((place) => pieces.starts[place] ?? 0) })
		}
	}
	return chosen
}

/** Tokens of a piece's unit of weight, over the whole text. */
function tokensPerUnit(text: string, { starts, weights, count }: Pieces, tokenizer: Tokenizer): number {
	return tokenizer.count(text.slice(starts[0], starts[count])) / Math.max(1, weights[count] ?? 0)
}

/** The phrase that a repeat is cut to, its length in pieces and the positions that are left for it. */
function findPhrase(
	text: string,
	pieces: Pieces,
	{ order }: Repeats,
	repeat: Repeat,
	covered: Uint8Array,
): { readonly text: string; readonly length: number; readonly places: readonly number[] } | undefined {
	const first = order[repeat.from] ?? 0
	const run = trimPhrase(text, pieces, first, repeat.length)
	if (run === undefined) return undefined
	const start = pieces.starts[first + run.skipped] ?? 0
	const phrase = text.slice(start, pieces.starts[first + run.skipped + run.length])
	if (!fitsHead(phrase)) return undefined
	const places = freePlaces(text, pieces, order.slice(repeat.from, repeat.to), run, covered)
	return places.length < 2 ? undefined : { text: phrase, length: run.length, places }
}
