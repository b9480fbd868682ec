import { Tiktoken } from 'tiktoken'

/** One pattern of the reference per class bit of `src/char-class.ts`, in that order. */
const PATTERNS: readonly (readonly [number, string])[] = [
	[1, '[\\p{Lu}\\p{Lt}]'],
	[2, '\\p{Ll}'],
	[4, '[\\p{Lm}\\p{Lo}]'],
	[8, '\\p{M}'],
	[16, '\\p{N}'],
	[32, '\\s'],
]

/** The source of `src/unicode-classes.gen.ts`, as the regular expressions of the reference see Unicode. */
export function unicodeClassesSource(): string {
	const lines = PATTERNS.map(([bit, pattern]) => `\t[${bit}, '${runsOf(pattern)}'], // ${pattern}`)
	return `/**
 * Character classes as runs of code points: for each class its bit, then gap and length in base 36, in turn.
 *
 * Written by test/unicode-classes.test.ts from what tiktoken's own patterns match, so that no class depends on
 * the Unicode version of the runtime. To renew: \`vitest run packages/tokenizer/test/unicode-classes.test.ts -u\`.
 */
export const UNICODE_CLASSES: readonly (readonly [number, string])[] = [
${lines.join('\n')}
]
`
}

function runsOf(pattern: string): string {
	const runs: string[] = []
	let end = 0
	let first = -1
	for (let codePoint = 0; codePoint <= 0x110000; codePoint++) {
		const inside = matched(pattern).has(codePoint)
		if (inside && first < 0) first = codePoint
		if (!inside && first >= 0) {
			runs.push((first - end).toString(36), (codePoint - first).toString(36))
			end = codePoint
			first = -1
		}
	}
	return runs.join(' ')
}

const cache = new Map<string, ReadonlySet<number>>()

/** Every code point that a pattern of the reference matches, of all but the surrogates. */
function matched(pattern: string): ReadonlySet<number> {
	const known = cache.get(pattern)
	if (known !== undefined) return known
	// What a pattern does not match is dropped by the encoder, so one token per byte spells out the matches.
	const singleBytes = Array.from({ length: 256 }, (_, byte) => Buffer.of(byte).toString('base64')).join(' ')
	const encoder = new Tiktoken(`! 0 ${singleBytes}`, {}, pattern)
	const found = new Set<number>()
	for (let plane = 0; plane < 17; plane++) {
		const codePoints = Array.from({ length: 0x10000 }, (_, i) => plane * 0x10000 + i)
		const text = codePoints
			.filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
			.map((codePoint) => String.fromCodePoint(codePoint))
			.join('')
		const bytes = Uint8Array.from(encoder.encode_ordinary(text))
		for (const character of new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)) {
			found.add(character.codePointAt(0) as number)
		}
	}
	encoder.free()
	cache.set(pattern, found)
	return found
}
