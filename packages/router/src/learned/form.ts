/** What is measured of a text's form, in order. Shares are of UTF-16 units or of words; counts are logarithms. */
export const FORM = [
	'length',
	'words',
	'mean word',
	'long words',
	'digits',
	'capitals',
	'punctuation',
	'lines',
	'questions',
	'numbers',
	'symbols',
	'not ASCII',
	'options',
	'mean option',
	'spread of options',
	'options without words',
	'before the options',
	'different words',
	'sentences',
	'mean sentence',
	'capitalised words',
	'blanks',
	'quotes',
	'largest number',
	'brackets',
	'backslashes',
	'commas',
] as const

/** A line that offers an answer: `A. four`, `(b) four`, `3) four`. */
const OPTION = /^\s*[([]?(?:[A-Za-z]|\d{1,2})[.)\]:]\s/

/** From the first mark of a run on: tried from each of them, a long run would take quadratic time. */
const SENTENCE_END = /(?<![.!?。！？])[.!?。！？]+(?:\s|$)/u

/** A number past which one more digit says nothing. */
const LARGEST = 1e12

/** Letters from which on a word is long: names of concepts in most languages with spaces. */
const LONG_WORD = 9

/**
 * How a text is built rather than what it says: its size, its numbers, symbols, sentences and the shape of answer
 * options. In no language's words. `length` is that of the whole text, of which `text` may be the edges.
 */
export function formOf(text: string, length: number): Float64Array {
	const units = text.length || 1
	const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
	const numbers = text.match(/\d+(?:[.,]\d+)*/g) ?? []
	const lines = text.split('\n')
	const options = optionsOf(lines)
	const sizes = options.bodies.map((body) => Math.log1p(body.length))
	const meanSize = mean(sizes)
	const sentences = text.split(SENTENCE_END).filter((part) => /\p{L}/u.test(part)).length
	const many = words.length || 1
	const letters = words.reduce((sum, word) => sum + word.length, 0)
	return Float64Array.of(
		Math.log1p(length),
		Math.log1p(words.length),
		letters / many,
		words.filter((word) => word.length >= LONG_WORD).length / many,
		count(text, /\d/g) / units,
		count(text, /\p{Lu}/gu) / units,
		count(text, /[^\p{L}\p{N}\s]/gu) / units,
		Math.log1p(lines.length),
		Math.log1p(count(text, /[?？]/g)),
		Math.log1p(numbers.length),
		count(text, /[=+*/^<>|~{}[\]\\$%#@&−×÷√∑∫≤≥→]/g) / units,
		count(text, /[^\p{ASCII}]/gu) / units,
		Math.log1p(options.bodies.length),
		meanSize,
		Math.sqrt(mean(sizes.map((size) => (size - meanSize) ** 2))),
		options.bodies.filter((body) => !/\p{L}/u.test(body)).length / (options.bodies.length || 1),
		Math.log1p(options.before),
		new Set(words.map((word) => word.toLowerCase())).size / many,
		Math.log1p(sentences),
		Math.log1p(words.length / (sentences || 1)),
		words.filter((word) => /^\p{Lu}/u.test(word)).length / many,
		Math.log1p(count(text, /_+/g)),
		Math.log1p(count(text, /["“”'‘’]/g)),
		Math.log1p(numbers.reduce((most, number) => Math.max(most, sizeOf(number)), 0)),
		Math.log1p(count(text, /[()]/g)),
		Math.log1p(count(text, /\\/g)),
		Math.log1p(count(text, /[,，、]/g)),
	)
}

/** What stands behind the letter of each option, and how many units stand before the first. */
function optionsOf(lines: readonly string[]): {
	readonly bodies: readonly string[]
	readonly before: number
} {
	const bodies: string[] = []
	let [at, before] = [0, -1]
	for (const line of lines) {
		const head = OPTION.exec(line)
		if (head !== null) {
			bodies.push(line.slice(head[0].length))
			if (before === -1) before = at
		}
		at += line.length + 1
	}
	return { bodies, before: before === -1 ? at - 1 : before }
}

function sizeOf(number: string): number {
	const value = Number(number.replaceAll(',', ''))
	return Number.isFinite(value) ? Math.min(LARGEST, value) : 0
}

function count(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0
}

function mean(values: readonly number[]): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
