import { readWords, withoutAccents } from './read-words.ts'

/** Length of the beginnings of words, in UTF-16 units: enough to tell most words apart, short enough to drop endings. */
const BEGINNING = 4

/** How many words further on the other word of a pair may be. */
const REACH = 8

/** Lengths of the character runs inside words, in UTF-16 units, the spaces around the word counted. */
const SHORTEST_RUN = 2
const LONGEST_RUN = 5

/** Different kinds of features begin their hashes differently, so that a word is not taken for a run. */
const SEED = { edge: 0x11, word: 0x1f, beginning: 0x39, run: 0x65 }

/**
 * The features of a text as 32-bit hashes, in three blocks that are weighed apart: words and neighbouring words in
 * their order; beginnings of words and pairs of them near each other in any order; character runs inside words.
 *
 * Hashes, since strings would take ten times as long; in a hundred thousand features about one shares its number.
 */
export type Features = readonly [
	words: readonly number[],
	beginnings: readonly number[],
	runs: readonly number[],
]

export const BLOCKS = 3

export function featuresOf(text: string): Features {
	const words = readWords(text)
	const plain = words.map(withoutAccents)
	return [wordFeatures(words), beginningFeatures(plain), runFeatures(plain)]
}

function wordFeatures(words: readonly string[]): number[] {
	if (words.length === 0) return []
	const found: number[] = []
	let previous = SEED.edge
	for (const word of words) {
		const own = hash(word, SEED.word, word.length)
		found.push(mixed(own), inOrder(previous, own))
		previous = own
	}
	found.push(inOrder(previous, SEED.edge))
	return found
}

function beginningFeatures(words: readonly string[]): number[] {
	const own = words.map((word) => mixed(hash(word, SEED.beginning, BEGINNING)))
	const found: number[] = []
	for (const [index, one] of own.entries()) {
		found.push(one)
		const end = Math.min(own.length, index + REACH + 1)
		for (let next = index + 1; next < end; next++) {
			const other = own[next] as number
			found.push(one < other ? inOrder(one, other) : inOrder(other, one))
		}
	}
	return found
}

function runFeatures(words: readonly string[]): number[] {
	const found: number[] = []
	for (const word of words) {
		const padded = ` ${word} `
		for (let start = 0; start < padded.length; start++) {
			const end = Math.min(padded.length, start + LONGEST_RUN)
			let run = SEED.run
			for (let at = start; at < end; at++) {
				run = step(run, padded.charCodeAt(at))
				if (at - start + 1 >= SHORTEST_RUN) found.push(mixed(run))
			}
		}
	}
	return found
}

/** FNV-1a over UTF-16 units. */
function hash(text: string, seed: number, most: number): number {
	const length = Math.min(most, text.length)
	let value = seed
	for (let at = 0; at < length; at++) value = step(value, text.charCodeAt(at))
	return value
}

function step(value: number, unit: number): number {
	return Math.imul(value ^ unit, 0x01000193)
}

function inOrder(first: number, second: number): number {
	return mixed(Math.imul(first, 0x9e3779b1) ^ second ^ 0x5bd1e995)
}

/** The finish of MurmurHash3: FNV alone leaves short texts close to each other. */
function mixed(value: number): number {
	let bits = value ^ (value >>> 16)
	bits = Math.imul(bits, 0x85ebca6b)
	bits ^= bits >>> 13
	bits = Math.imul(bits, 0xc2b2ae35)
	return bits ^ (bits >>> 16)
}
