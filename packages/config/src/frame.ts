import type { LineCounter } from 'yaml'
import { editDistance } from './nearest.ts'
import { looksSecret, SECRET_NAME, UNPRINTABLE } from './shown.ts'

/** Widest line of a frame, in UTF-16 units; longer lines are shown around the caret. */
const WIDTH = 100

/** The line a problem points at, and a caret under the column: two lines of text without a gutter. */
export interface Frame {
	readonly line: number
	readonly text: string
	readonly caret: string
}

/**
 * Cuts lines out of a source, with everything that may be a secret turned into `*`.
 *
 * Works on the text alone, so that files that do not parse are masked too: whatever stands under `providers`
 * but keys, references and plain base URLs; what follows a key that sounds secret; and what looks like a
 * credential anywhere.
 */
export class Framer {
	readonly #source: string
	readonly #lines: LineCounter
	// Many problems may stand in one long line, which is then masked once.
	readonly #masked = new Map<number, string>()

	constructor(source: string, lines: LineCounter) {
		this.#source = source
		this.#lines = lines
	}

	/** The line that an offset is in. */
	at(offset: number): Frame {
		const { line, col } = this.#lines.linePos(offset)
		const shown = cutAround(this.#maskedLine(offset - (col - 1)), col - 1)
		const text = shown.text.replace(UNPRINTABLE, (character) => ' '.repeat(character.length))
		return { line, text, caret: `${' '.repeat(shown.column)}^` }
	}

	#maskedLine(start: number): string {
		const known = this.#masked.get(start)
		if (known !== undefined) return known
		const newline = this.#source.indexOf('\n', start)
		const line = this.#source.slice(start, newline < 0 ? this.#source.length : newline).replace(/\r$/, '')
		const masked = mask(line, inSecretSection(this.#source, start))
		this.#masked.set(start, masked)
		return masked
	}
}

function cutAround(text: string, column: number): { text: string; column: number } {
	if (text.length <= WIDTH) return { text, column }
	const from = Math.max(0, Math.min(column - WIDTH / 2, text.length - WIDTH))
	const cut = text.slice(from, from + WIDTH)
	return { text: `${from > 0 ? '…' : ' '}${cut}…`, column: column - from + 1 }
}

const TOP_LEVEL_KEY = /^["'{ ]*([A-Za-z_]+)/

/** Whether the line at an offset belongs to a section that is called `providers`, or nearly so. */
function inSecretSection(source: string, lineStart: number): boolean {
	let start = lineStart
	// Comments and lists may begin in the first column, too.
	while (start > 0 && !/[A-Za-z"'{_]/.test(source[start] ?? '')) {
		start = start < 2 ? 0 : source.lastIndexOf('\n', start - 2) + 1
	}
	const end = source.indexOf('\n', start)
	const key =
		TOP_LEVEL_KEY.exec(source.slice(start, Math.min(end < 0 ? source.length : end, start + 64)))?.[1] ?? ''
	return editDistance(key.toLowerCase(), 'providers') <= 3
}

/** A word of a line: what stands between spaces and the marks of YAML's flow style. */
const WORD = /[^\s,[\]{}"']+/g
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/
const BEFORE_KEY = /(?:^|[{,?[-])\s*["']?$/
const BEFORE_URL = /\bbase_url["']?:\s{0,8}["']?$/
const PLAIN_URL = /^[^@?#]*$/

function mask(text: string, inSecrets: boolean): string {
	const hash = text.search(/(?:^|\s)#/)
	const secretLine = inSecrets || soundsSecret(hash < 0 ? text : text.slice(0, hash))
	return text.replace(WORD, (word, at: number) => {
		if (looksSecret(word)) return '*'.repeat(word.length)
		return !secretLine || isHarmless(text, word, at) ? word : '*'.repeat(word.length)
	})
}

function soundsSecret(text: string): boolean {
	return SECRET_NAME.test(text) || /headers|providers?\b/i.test(text)
}

/** Whether a word of a line that may hold a secret is a key, a mark, the name of a variable or a base URL. */
function isHarmless(text: string, word: string, at: number): boolean {
	// A short look around suffices, and keeps long lines linear.
	const before = text.slice(Math.max(0, at - 24), at)
	const after = text.slice(at + word.length, at + word.length + 2)
	const isKey = (word.endsWith(':') || /^["']:/.test(after)) && BEFORE_KEY.test(before)
	if (isKey || word === '$' || word === '-' || word === '#') return true
	if (PLAIN_URL.test(word) && BEFORE_URL.test(before)) return true
	return before.endsWith('${') && VARIABLE.test(word)
}
