import { Lexer } from 'yaml'
import type { PlacedProblem } from './located.ts'

/**
 * Largest file, in UTF-16 units. A file with 150 semantic routes of 20 utterances has about 0.2 MB.
 */
export const MAX_LENGTH = 1_000_000

/**
 * Most lexical tokens, about five to a line. The parser spends up to 12 µs on one, so this bounds a hostile
 * file to a fraction of a second where its length alone would allow ten.
 */
const MAX_TOKENS = 50_000

/** Deepest nesting of lists and mappings; the schema itself needs 5, and `when` conditions a few more. */
export const MAX_DEPTH = 64

const ALLOWED_CONTROLS = '\t\n\r'

/** Refuses what is no reasonable configuration before the parser spends time on it. */
export function checkLimits(source: string): PlacedProblem | undefined {
	for (let at = 0; at < source.length; at++) {
		const code = source.charCodeAt(at)
		const control = code < 0x20 || (code >= 0x7f && code < 0xa0)
		if (control && !ALLOWED_CONTROLS.includes(source[at] ?? '')) {
			const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
			return {
				offset: at,
				message: `control character ${name} in the file; remove it or write it as an escape in double quotes`,
			}
		}
	}
	return checkTokens(source)
}

export function tooLarge(length: number): PlacedProblem {
	const message = `the file has ${length} characters, more than the ${MAX_LENGTH} allowed; is this the right file?`
	return { offset: 0, message }
}

function checkTokens(source: string): PlacedProblem | undefined {
	let tokens = 0
	let offset = 0
	let flow = 0
	let indicators = 0
	for (const token of new Lexer().lex(source)) {
		// The lexer marks starts of documents and scalars with control characters that are not in the source.
		if (token === '\u0002' || token === '\u0018' || token === '\u001f') continue
		if (++tokens > MAX_TOKENS) {
			return { offset, message: `more than ${MAX_TOKENS} tokens, about ten thousand lines; shorten the file` }
		}
		if (token === '[' || token === '{') flow++
		else if (token === ']' || token === '}') flow = Math.max(0, flow - 1)
		else if (token === '-' || token === '?') indicators++
		else if (token === '\n' || token === '\r\n') indicators = 0
		if (flow > MAX_DEPTH || indicators > MAX_DEPTH) {
			return { offset, message: `lists and mappings nest deeper than ${MAX_DEPTH} levels; flatten the file` }
		}
		offset += token.length
	}
	return undefined
}
