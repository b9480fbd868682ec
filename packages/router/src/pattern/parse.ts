import { HeadroomError } from '@headroom/spec'

/** A pattern as a tree. `set` holds the source of one character's class, for `RegExp`. */
export type PatternNode =
	| { readonly type: 'set'; readonly source: string }
	| { readonly type: 'edge'; readonly at: 'start' | 'end' | 'word' | 'inside' }
	| { readonly type: 'sequence'; readonly items: readonly PatternNode[] }
	| { readonly type: 'either'; readonly options: readonly PatternNode[] }
	| { readonly type: 'repeat'; readonly item: PatternNode; readonly min: number; readonly max: number }

/** Most repetitions that a counted quantifier may ask for: each is a copy of what it repeats. */
const MAX_COUNT = 100

/** Longest pattern, in UTF-16 units. */
const MAX_PATTERN = 1_000

const QUANTIFIER = /^(?:[*+?]|\{(\d{1,9})(,?)(\d{0,9})\})\??/
const ESCAPE =
	/^\\(?:u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[\w=]{1,60}\}|[dDsSwWtnrfv]|[^a-zA-Z0-9])/u

/**
 * Reads a regular expression of a subset that can be matched in linear time: literals, `.`, classes, escapes,
 * `^ $ \b \B`, groups, alternatives and quantifiers.
 *
 * @throws HeadroomError `invalid-argument` for back-references, look-around, named groups, quantifiers over
 * quantifiers, and what is no regular expression at all.
 */
export function parsePattern(pattern: string): PatternNode {
	if (pattern.length > MAX_PATTERN)
		throw wrong(pattern.slice(0, 40), MAX_PATTERN, `is longer than ${MAX_PATTERN} characters`)
	try {
		new RegExp(pattern, 'u')
	} catch (cause) {
		const said = cause instanceof Error ? cause.message.replace(/^Invalid regular expression: /, '') : cause
		throw new HeadroomError('invalid-argument', `pattern ${JSON.stringify(pattern)} is not valid: ${said}`, {
			cause,
		})
	}
	const reader = new Reader(pattern)
	return reader.either()
}

class Reader {
	readonly #pattern: string
	#at = 0

	constructor(pattern: string) {
		this.#pattern = pattern
	}

	/** Alternatives up to the end of the group or the pattern. */
	either(): PatternNode {
		const options: PatternNode[] = []
		let items: PatternNode[] = []
		while (this.#at < this.#pattern.length && this.#pattern[this.#at] !== ')') {
			if (this.#pattern[this.#at] === '|') {
				this.#at++
				options.push({ type: 'sequence', items })
				items = []
			} else items.push(this.#item())
		}
		options.push({ type: 'sequence', items })
		return options.length === 1 && options[0] !== undefined ? options[0] : { type: 'either', options }
	}

	#item(): PatternNode {
		const start = this.#at
		const atom = this.#atom()
		const found = QUANTIFIER.exec(this.#pattern.slice(this.#at, this.#at + 24))
		if (found === null) return atom
		this.#at += found[0].length
		const [min, max] = bounds(found)
		if (Math.max(min, Number.isFinite(max) ? max : 0) > MAX_COUNT)
			throw wrong(this.#pattern, start, `repeats more than ${MAX_COUNT} times`)
		if (max > 1 && repeats(atom))
			throw wrong(
				this.#pattern,
				start,
				'repeats something that itself repeats; unfold the inner or outer one',
			)
		return { type: 'repeat', item: atom, min, max }
	}

	#atom(): PatternNode {
		const char = this.#pattern[this.#at] ?? ''
		if (char === '(') return this.#group()
		if (char === '[') return this.#class()
		if (char === '\\') return this.#escape()
		this.#at += String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0).length
		if (char === '^') return { type: 'edge', at: 'start' }
		if (char === '$') return { type: 'edge', at: 'end' }
		return { type: 'set', source: this.#pattern.slice(this.#at - (isPair(char) ? 2 : 1), this.#at) }
	}

	#group(): PatternNode {
		const start = this.#at
		if (this.#pattern.startsWith('(?:', start)) this.#at += 3
		else if (this.#pattern[start + 1] === '?')
			throw wrong(this.#pattern, start, 'uses look-around or a named group; only (…) and (?:…) are supported')
		else this.#at += 1
		const node = this.either()
		this.#at += 1
		return node
	}

	#class(): PatternNode {
		const start = this.#at
		while (this.#pattern[this.#at] !== ']') this.#at += this.#pattern[this.#at] === '\\' ? 2 : 1
		this.#at += 1
		return { type: 'set', source: this.#pattern.slice(start, this.#at) }
	}

	#escape(): PatternNode {
		const start = this.#at
		const next = this.#pattern[start + 1]
		if (next === 'b' || next === 'B') {
			this.#at += 2
			return { type: 'edge', at: next === 'b' ? 'word' : 'inside' }
		}
		const found = ESCAPE.exec(this.#pattern.slice(start))
		if (found === null) throw wrong(this.#pattern, start, 'uses a back-reference or an unknown escape')
		this.#at += found[0].length
		return { type: 'set', source: found[0] }
	}
}

function isPair(char: string): boolean {
	const unit = char.charCodeAt(0)
	return unit >= 0xd800 && unit <= 0xdbff
}

function bounds([whole, low, comma, high]: RegExpExecArray): [min: number, max: number] {
	if (whole.startsWith('*')) return [0, Number.POSITIVE_INFINITY]
	if (whole.startsWith('+')) return [1, Number.POSITIVE_INFINITY]
	if (whole.startsWith('?')) return [0, 1]
	const min = Number(low)
	if (comma === '') return [min, min]
	return [min, high === '' ? Number.POSITIVE_INFINITY : Number(high)]
}

/** Whether a node repeats anything more than once. */
function repeats(node: PatternNode): boolean {
	switch (node.type) {
		case 'repeat':
			return node.max > 1 || repeats(node.item)
		case 'sequence':
			return node.items.some(repeats)
		case 'either':
			return node.options.some(repeats)
		default:
			return false
	}
}

function wrong(pattern: string, at: number, what: string): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`pattern ${JSON.stringify(pattern)} ${what} (character ${at + 1}); expected a pattern that can be matched in linear time`,
	)
}
