/** What follows the name in `${NAME…}`; the empty string is the bare form. */
export type Operator = '' | ':-' | '-' | ':?' | '?' | ':+' | '+'

/** One `${…}` of a text. */
export interface Reference {
	readonly name: string
	readonly operator: Operator
	/** What stands after the operator, parsed. */
	readonly argument: readonly Piece[]
	/** What stands after the operator, as written. */
	readonly rawArgument: string
	/** Offset of the `$` in the text, in UTF-16 units. */
	readonly offset: number
}

export type Piece = string | Reference

/** A text that uses `${` in a way the grammar does not know. */
export interface TemplateProblem {
	/** Offset of the `$` that starts the reference, in UTF-16 units. */
	readonly offset: number
	readonly message: string
}

export type ParsedTemplate =
	| { readonly pieces: readonly Piece[]; readonly problem?: never }
	| { readonly problem: TemplateProblem }

/** Levels of defaults inside defaults. Compose sets no bound; ours keeps the recursion shallow. */
const MAX_DEPTH = 16

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const OPERATOR = /:?[-?+]/y

class Malformed extends Error {
	readonly offset: number

	constructor(offset: number, message: string) {
		super(message)
		this.offset = offset
	}
}

/**
 * Splits a text into literal pieces and `${…}` references, in Compose's grammar: `${V}`, `${V:-d}`, `${V-d}`,
 * `${V:?m}`, `${V?m}`, `${V:+r}`, `${V+r}`, nested in defaults, and `$$` for one `$`.
 *
 * Unlike Compose, `$V` without braces is plain text, so that patterns and prices need no escaping.
 * Braces inside a default must balance. Linear in the length of the text.
 */
export function parseTemplate(text: string): ParsedTemplate {
	try {
		return { pieces: new Parser(text).pieces(0, -1) }
	} catch (error) {
		if (error instanceof Malformed) return { problem: { offset: error.offset, message: error.message } }
		throw error
	}
}

class Parser {
	readonly #text: string
	#at = 0

	constructor(text: string) {
		this.#text = text
	}

	/** Reads up to the end, or inside a reference up to the `}` that closes it. */
	pieces(depth: number, opener: number): Piece[] {
		const text = this.#text
		const pieces: Piece[] = []
		let literal = ''
		let start = this.#at
		let braces = 0
		while (this.#at < text.length) {
			const character = text[this.#at]
			if (character === '$' && text[this.#at + 1] === '$') {
				literal += text.slice(start, this.#at + 1)
				this.#at += 2
				start = this.#at
			} else if (character === '$' && text[this.#at + 1] === '{') {
				literal += text.slice(start, this.#at)
				if (literal !== '') pieces.push(literal)
				literal = ''
				pieces.push(this.#reference(depth))
				start = this.#at
			} else {
				if (opener >= 0 && character === '{') braces++
				else if (opener >= 0 && character === '}') {
					if (braces === 0) break
					braces--
				}
				this.#at++
			}
		}
		literal += text.slice(start, this.#at)
		if (literal !== '') pieces.push(literal)
		if (opener >= 0 && this.#at >= text.length) {
			throw new Malformed(
				opener,
				`"\${" is never closed; add the missing "}", or write "$\${" for a plain "\${"`,
			)
		}
		return pieces
	}

	#reference(depth: number): Reference {
		const offset = this.#at
		if (depth >= MAX_DEPTH)
			throw new Malformed(offset, `defaults nest deeper than ${MAX_DEPTH} levels; simplify them`)
		this.#at += 2
		const name = this.#take(NAME)
		if (name === '') {
			throw new Malformed(
				offset,
				`"\${" must be followed by the name of an environment variable (letters, digits, "_"; no digit first), as in \${OPENAI_API_KEY}; write "$\${" for a plain "\${"`,
			)
		}
		const operator = this.#take(OPERATOR) as Operator
		if (operator === '' && this.#text[this.#at] !== '}') {
			const next = this.#text[this.#at]
			const found = next === undefined ? 'the end of the value' : JSON.stringify(next)
			throw new Malformed(
				offset,
				`after \${${name} expected "}" or one of :- - :? ? :+ +, found ${found}; write \${${name}}, or \${${name}:-default} with a default`,
			)
		}
		const argumentStart = this.#at
		const argument = operator === '' ? [] : this.pieces(depth + 1, offset)
		const rawArgument = this.#text.slice(argumentStart, this.#at)
		this.#at++
		return { name, operator, argument, rawArgument, offset }
	}

	#take(pattern: RegExp): string {
		pattern.lastIndex = this.#at
		const match = pattern.exec(this.#text)?.[0] ?? ''
		this.#at += match.length
		return match
	}
}
