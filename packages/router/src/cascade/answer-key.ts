import { type ChatResponse, messageText } from '@headroom/spec'
import type { CheapAnswer } from './accept.ts'
import { canonicalJson } from './canonical-json.ts'

/** The part of an answer's text that counts; `undefined` where there is none. */
export type AnswerOf = (text: string, response: ChatResponse) => string | undefined

/** What an answer is compared by; `undefined` for one that must not be given, or says nothing. */
export function answerKey(answer: CheapAnswer, answerOf?: AnswerOf): string | undefined {
	const { response, unfit } = answer
	if (response === undefined || unfit !== undefined) return undefined
	const said = messageText(response.message)
	const text = answerOf === undefined ? said : answerOf(said, response)
	const calls = callsOf(response)
	if (text === undefined || (text.trim() === '' && calls === '')) return undefined
	return calls + normalAnswer(text)
}

/** Tool calls by name and arguments; their ids differ in every answer. */
function callsOf({ message: { content } }: ChatResponse): string {
	if (typeof content === 'string') return ''
	return content
		.flatMap((part) =>
			part.type === 'tool-call' ? [`${part.name}(${canonicalJson(part.arguments) ?? part.arguments})\n`] : [],
		)
		.join('')
}

/** `1,234.50`, `$1234.5`, `-7`, `1e3`: a number, with thousands in threes and one of the common signs of money. */
const NUMBER = /^([-+]?)([$€£¥]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(?:e([-+]?\d{1,3}))?$/i

/** `B`, `(b)`, `B.`, `[B]`: a letter that stands for a choice. */
const CHOICE = /^[([]?([a-z])[)\].:]?$/i

/** What opens a value in code, in which case and quotes have a meaning. */
const LITERAL = /^[[({'"]/

/** Marks that models put around a whole answer, or leave out. */
const QUOTES: Readonly<Record<string, string>> = {
	'"': '"',
	"'": "'",
	'`': '`',
	'“': '”',
	'‘': '’',
	'«': '»',
	'「': '」',
}

/**
 * One spelling for answers that say the same: numbers by value, JSON whatever its spacing and order of keys, choices
 * by their letter, values in code but for spacing and the kind of quote, other texts in lower case without a full stop.
 * Quotes around the whole say nothing.
 */
export function normalAnswer(text: string): string {
	const plain = unquoted(text.normalize('NFKC').trim()).replace(/^\\?\$(?=[-+\d.])/, '')
	const number = numberIn(plain.endsWith('.') ? plain.slice(0, -1) : plain)
	if (number !== undefined) return number
	// A number alone that got here has more digits than a number of JSON can tell apart.
	const json = /^[[{"]/.test(plain) ? canonicalJson(plain) : undefined
	if (json !== undefined) return json
	const choice = CHOICE.exec(plain)?.[1]
	if (choice !== undefined) return choice.toLowerCase()
	if (LITERAL.test(plain)) return literal(plain)
	return plain
		.toLowerCase()
		.replace(/\s+/g, ' ')
		.replace(/[.。]$/u, '')
}

function numberIn(text: string): string | undefined {
	// Longer runs of digits are names, not quantities, and lose digits as numbers.
	if (text.length > 24) return undefined
	const found = NUMBER.exec(text)
	if (found === null || (found[3] === undefined && (found[4]?.length ?? 0) < 2)) return undefined
	const digits = `${found[1]}${(found[3] ?? '0').replaceAll(',', '')}${found[4] ?? ''}`
	const value = Number(found[5] === undefined ? digits : `${digits}e${found[5]}`)
	return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value + 0) : undefined
}

/** A value in code without spacing outside its strings, with one kind of quote around them. */
function literal(text: string): string {
	let written = ''
	let quote: string | undefined
	for (let at = 0; at < text.length; at++) {
		const unit = text[at] as string
		if (quote === undefined) {
			if (unit === '"' || unit === "'") [quote, written] = [unit, `${written}"`]
			else if (unit.trim() !== '') written += unit
		} else if (unit === '\\') written += unit + (text[++at] ?? '')
		else if (unit === quote) [quote, written] = [undefined, `${written}"`]
		else written += unit
	}
	return written
}

/** A text without one pair of quotes around all of it; as it is where more of them stand in it, or nothing else does. */
function unquoted(text: string): string {
	const closing = QUOTES[text[0] ?? '']
	if (closing === undefined || text.length < 3 || !text.endsWith(closing)) return text
	const inner = text.slice(1, -1)
	return inner.trim() === '' || inner.includes(closing) || inner.includes(text[0] as string)
		? text
		: inner.trim()
}
