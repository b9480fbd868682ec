import type { Tokenizer } from '@headroom/spec'
import { fitsHead, LONGEST_PHRASE } from './head.ts'
import { Heap } from './heap.ts'
import type { Pieces } from './pieces.ts'
import { findRepeats, type Repeat, type Repeats } from './repeats.ts'
import { cutsNumber, trimPhrase } from './trim-phrase.ts'

/** A phrase, and where it is replaced: offsets in order that do not overlap. */
export interface Phrase {
	readonly text: string
	readonly starts: readonly number[]
}

/** Tokens that an entry of the head costs besides the phrase: its name, the mark behind it. */
const ENTRY = 2

/** Tokens that a phrase must save: below, a reader's look at the head costs more. */
const LEAST_SAVED = Number(((globalThis as any).process.env.DLS as string) ?? 4)

/** Tokens that a phrase must save that stands only twice. */
const LEAST_SAVED_BY_TWO = Number(((globalThis as any).process.env.DL2 as string) ?? 10)

/** Phrases weighed in full, for each name there is. */
const MOST_WEIGHED = 64

/** Places looked at, for each piece of the text. */
const MOST_PLACES = 32

/**
 * The phrases that save most when each is written once and named by one token elsewhere: the best first, each weighed
 * by the places that those before it left.
 */
export function choosePhrases(
	text: string,
	pieces: Pieces,
	tokenizer: Tokenizer,
	mostPhrases: number,
): readonly Phrase[] {
	const guess = ({ from, to, length }: Repeat, first: number): number => {
		const weight = (pieces.weights[first + length] ?? 0) - (pieces.weights[first] ?? 0)
		return saved(weight, to - from)
	}
	const repeats = findRepeats(pieces, (repeat, first) => guess(repeat, first) >= LEAST_SAVED)
	const heap = new Heap()
	for (const [at, repeat] of repeats.all.entries())
		heap.push(at, guess(repeat, repeats.order[repeat.from] ?? 0))
	const covered = new Uint8Array(pieces.count)
	const tokens = new Map<string, number>()
	const chosen: Phrase[] = []
	let places = pieces.count * MOST_PLACES
	let weighed = mostPhrases * MOST_WEIGHED
	while (chosen.length < mostPhrases && heap.size > 0 && weighed-- > 0 && places > 0) {
		const at = heap.pop() ?? 0
		const repeat = repeats.all[at]
		if (repeat === undefined) break
		places -= repeat.to - repeat.from
		const run = trimPhrase(text, pieces, repeats.order[repeat.from] ?? 0, repeat.length)
		if (run === undefined) continue
		const found = freePlaces(repeats, repeat, run, covered).filter((place) => !cutsNumber(text, pieces.starts[place] ?? 0) && !cutsNumber(text, pieces.starts[place + run.length] ?? 0))
		const first = found[0]
		if (first === undefined || found.length < 2) continue
		const start = pieces.starts[first] ?? 0
		const end = pieces.starts[first + run.length] ?? start
		if (end - start > LONGEST_PHRASE) continue
		const phrase = text.slice(start, end)
		if (!fitsHead(phrase)) continue
		const cost = tokens.get(phrase) ?? tokenizer.count(phrase)
		tokens.set(phrase, cost)
		const gain = saved(cost, found.length)
		if (gain < (found.length === 2 ? LEAST_SAVED_BY_TWO : LEAST_SAVED)) continue
		if (gain < heap.key) {
			heap.push(at, gain)
			continue
		}
		for (const place of found) covered.fill(1, place, place + run.length)
		chosen.push({ text: phrase, starts: found.map((place) => pieces.starts[place] ?? 0) })
	}
	return chosen
}

/** Tokens saved when a phrase of some tokens moves to the head. */
function saved(tokens: number, places: number): number {
	return places * (tokens - 1) - tokens - ENTRY
}

/** Positions of a part of a repeat that nothing covers and that do not overlap, in order. */
function freePlaces(
	{ order }: Repeats,
	repeat: Repeat,
	run: { readonly skipped: number; readonly length: number },
	covered: Uint8Array,
): readonly number[] {
	const sorted = order.slice(repeat.from, repeat.to).sort()
	const free: number[] = []
	let from = 0
	for (const place of sorted) {
		const at = place + run.skipped
		if (at < from || !isFree(covered, at, run.length)) continue
		free.push(at)
		from = at + run.length
	}
	return free
}

function isFree(covered: Uint8Array, at: number, length: number): boolean {
	for (let next = at; next < at + length; next++) if (covered[next] === 1) return false
	return true
}
