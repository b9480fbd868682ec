import type { BenchCase } from '../data/index.ts'
import { answerF1 } from '../statistics/index.ts'
import { words } from './text-match.ts'

/** Longest span the reader answers with, in words; a character of a script without spaces is a word. */
const LONGEST = 12

/**
 * SQuAD F1 of a lexical reader: it takes the sentence that shares the rarest words with the question, and answers
 * with the stretch of it, of at most twelve words and without words of the question, whose words are rarest.
 *
 * A proxy for a model that reads, and a poor one: compare it with its own score on the unchanged text, never with
 * published figures. `undefined` for cases without a question or a quotable answer.
 */
export function readerScore(given: BenchCase, text: string): number | undefined {
	if (given.query === undefined || given.answers.length === 0) return undefined
	return answerF1(readAnswer(given.query, text), given.answers)
}

/** The reader's one answer; empty when the text is. */
export function readAnswer(query: string, text: string): string {
	const sentences = text.split(/\n|(?<=[.!?] )|(?<=[。！？])/).filter((sentence) => sentence.trim() !== '')
	const sets = sentences.map(words)
	const rarity = rarityIn(sets)
	const asked = words(query)
	const best = highest(sets, (set) =>
		total(
			[...asked].filter((word) => set.has(word)),
			rarity,
		),
	)
	const spans = candidateSpans(sentences[best] ?? '', asked)
	return spans[highest(spans, (span) => total(words(span), rarity))] ?? ''
}

/** Inverse document frequency over the sentences: ln(1 + n / df). */
function rarityIn(sets: readonly ReadonlySet<string>[]): (word: string) => number {
	const frequency = new Map<string, number>()
	for (const set of sets) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1)
	return (word) => Math.log(1 + sets.length / (frequency.get(word) ?? 1))
}

function total(found: Iterable<string>, rarity: (word: string) => number): number {
	let sum = 0
	for (const word of found) sum += rarity(word)
	return sum
}

/** Index of the first item with the highest score; 0 for none. */
function highest<T>(items: readonly T[], score: (item: T) => number): number {
	let [best, most] = [0, Number.NEGATIVE_INFINITY]
	for (const [index, item] of items.entries()) {
		const value = score(item)
		if (value > most) [best, most] = [index, value]
	}
	return best
}

/** Stretches of a sentence between words of the question: answers seldom repeat what was asked. */
function candidateSpans(sentence: string, asked: ReadonlySet<string>): string[] {
	const spans: string[] = []
	let [open, length] = ['', 0]
	for (const { segment, isWordLike } of segmenter.segment(sentence)) {
		const isAsked = isWordLike === true && asked.has(segment.toLowerCase())
		if (isAsked || length >= LONGEST) {
			spans.push(open.trim())
			;[open, length] = ['', 0]
		}
		if (isAsked) continue
		open += segment
		if (isWordLike === true) length += 1
	}
	spans.push(open.trim())
	return spans.filter((span) => /[\p{L}\p{N}]/u.test(span))
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
