import { createHash } from 'node:crypto'

/** Characters of an id: 41 bits, so that 10,000 texts of one scope meet in one of 56,000 cases. */
const SHORT = 8
/** Characters of an id whose short form another text has: 124 bits. */
const LONG = 24

/** Spells the id of a text left out. */
export type IdOf = (text: string) => string

/**
 * The id of a text in a scope: base-36 digits of a SHA-256, a function of the two alone.
 *
 * @param long Whether another text has the short form.
 */
export function recallId(scope: string, text: string, long: boolean): string {
	// UTF-16, since UTF-8 has one spelling for all unpaired surrogates; the length parts scope and text.
	const hash = createHash('sha256').update(`${scope.length}:${scope}${text}`, 'utf16le').digest('hex')
	// The first digit is not evenly spread.
	return BigInt(`0x1${hash}`)
		.toString(36)
		.slice(2, 2 + (long ? LONG : SHORT))
}
