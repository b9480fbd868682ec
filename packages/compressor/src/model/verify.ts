import type { FinishReason, Tokenizer } from '@headroom/spec'
import { hasMarker } from '../marker.ts'
import { markKeywords } from '../protect/keywords.ts'
import { wholeText } from '../segment/segmenters.ts'
import { inventedIn } from './invented.ts'
import type { Section } from './section.ts'

/** What an answer must hold to. Tokens are those of all that takes the section's place, marker included. */
export interface Limits {
	readonly least: number
	readonly most: number
	readonly keywords: readonly string[]
}

const REFUSAL =
	/^(?:i(?:'|’)?m (?:sorry|unable)|i am (?:sorry|unable)|sorry\b|i can(?:not|'t|’t)|as an ai\b|unfortunately, i\b)/i
const PREAMBLE =
	/^(?:here(?:'s|’s| is| are) (?:the|a|your)\b|sure[,!.]|certainly[,!.]|(?:shortened|summary)\b[^\n]{0,40}:)/i

/**
 * Why an answer cannot stand for its section, in words that the model is told too; `undefined` when it can.
 *
 * `replacement` is the answer as it would stand in the text. Refusals are known by their English openings; in
 * other languages they fall below the floor or lack the keywords.
 */
export function wrongWith(
	{ text, finishReason }: { readonly text: string; readonly finishReason: FinishReason },
	replacement: string,
	section: Section,
	{ least, most, keywords }: Limits,
	tokenizer: Tokenizer,
): string | undefined {
	const { source } = section
	if (text === '') return 'it is empty'
	if (finishReason === 'length') return 'it was cut off before its end'
	if (finishReason !== 'stop') return `it ended with "${finishReason}"`
	for (const [pattern, name] of [
		[REFUSAL, 'a refusal'],
		[PREAMBLE, 'a preamble'],
	] as const) {
		const opening = pattern.exec(text.slice(0, 80))?.[0]
		// A text that speaks like that itself may be shortened in its words.
		if (opening !== undefined && !source.toLowerCase().includes(opening.toLowerCase()))
			return `it opens like ${name}`
	}
	if (hasMarker(text)) return 'it holds a marker of omissions'
	// Longer than its source is too long by any count, and need not be counted.
	if (text.length > source.length) return 'it is longer than the text'
	const tokens = tokenizer.count(replacement)
	if (tokens > most) return `it has ${tokens} tokens where ${most} are allowed`
	if (tokens < least) return `it has ${tokens} tokens where at least ${least} are needed`
	const lost = keywordsIn(source, keywords).find((keyword) => !holdsKeyword(text, keyword))
	if (lost !== undefined) return `the keyword "${lost}" is missing`
	const missing = section.exact.find((line) => !text.includes(line))
	if (missing !== undefined) return `the line "${missing.slice(0, 200)}" is missing`
	const invented = inventedIn(text, source)
	if (invented !== undefined) return `"${invented.slice(0, 100)}" does not stand in the text`
	return undefined
}

/** The keywords that a text holds, in any case; whole words only in scripts with spaces. */
export function keywordsIn(text: string, keywords: readonly string[]): readonly string[] {
	return keywords.filter((keyword) => holdsKeyword(text, keyword))
}

function holdsKeyword(text: string, keyword: string): boolean {
	const keep = new Uint8Array(1)
	markKeywords(wholeText(text), [keyword], keep)
	return keep[0] === 1
}
