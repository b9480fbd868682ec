import { UNSPACED } from '../../words.ts'

/** Most of a text's beginning and end that is read, in UTF-16 units each: a request is stated at either. */
const EDGE = 2_000

/** Runs of letters and digits with their marks; emoji one by one. */
const WORD = /[\p{L}\p{N}\p{M}]+|[\p{Extended_Pictographic}\p{Emoji_Presentation}]/gu

const ACCENTS = /[\u0300-\u036f]/g

/**
 * The words of a text in lower case, compatibility forms made plain; of more than 4,000 UTF-16 units the beginning and
 * the end. Where a script has no spaces, each character with its marks is a word.
 */
export function readWords(text: string): readonly string[] {
	const runs = edges(text).normalize('NFKC').toLowerCase().match(WORD) ?? []
	return runs.some((run) => UNSPACED.test(run)) ? runs.flatMap(apart) : runs
}

/** The word as it is typed in a hurry: without the accents of Latin, Greek and Cyrillic. */
export function withoutAccents(word: string): string {
	const plain = word.normalize('NFD')
	return plain === word ? word : plain.replace(ACCENTS, '').normalize('NFC')
}

function apart(run: string): readonly string[] {
	if (!UNSPACED.test(run)) return [run]
	const words: string[] = []
	let spaced = ''
	for (const [character] of run.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
		if (!UNSPACED.test(character)) {
			spaced += character
			continue
		}
		if (spaced !== '') words.push(spaced)
		words.push(character)
		spaced = ''
	}
	if (spaced !== '') words.push(spaced)
	return words
}

function edges(text: string): string {
	if (text.length <= 2 * EDGE) return text
	return `${text.slice(0, EDGE + (splitsPair(text, EDGE) ? 1 : 0))} ${text.slice(
		text.length - EDGE - (splitsPair(text, text.length - EDGE) ? 1 : 0),
	)}`
}

function splitsPair(text: string, at: number): boolean {
	const unit = text.charCodeAt(at)
	return unit >= 0xdc00 && unit <= 0xdfff
}
