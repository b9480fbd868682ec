import { skipString, skipValue } from '../scan.ts'

/** A value as read: minified JSON, and the offset behind it. */
export interface ReadValue {
	readonly json: string
	readonly end: number
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Reads a value of any type up to where `ends` holds: JSON as it stands, everything else as a string without quotes.
 * `undefined` for nothing at all and for broken JSON.
 */
export function readScalar(
	text: string,
	start: number,
	ends: (char: string) => boolean,
): ReadValue | undefined {
	const first = text[start] ?? ''
	if (first === '"' || first === '{' || first === '[') {
		const end = first === '"' ? skipString(text, start) : skipValue(text, start)
		return end === -1 ? undefined : { json: text.slice(start, end), end }
	}
	const end = endOf(text, start, ends)
	if (end === start) return undefined
	const word = text.slice(start, end)
	const isLiteral = word === 'true' || word === 'false' || word === 'null' || NUMBER.test(word)
	return { json: isLiteral ? word : JSON.stringify(word), end }
}

/** Reads a string, which may stand without quotes, up to where `ends` holds. */
export function readText(
	text: string,
	start: number,
	ends: (char: string) => boolean,
): ReadValue | undefined {
	if (text[start] === '"') {
		const end = skipString(text, start)
		return end === -1 ? undefined : { json: text.slice(start, end), end }
	}
	const end = endOf(text, start, ends)
	return { json: JSON.stringify(text.slice(start, end)), end }
}

function endOf(text: string, start: number, ends: (char: string) => boolean): number {
	let end = start
	while (end < text.length && !ends(text[end] ?? '')) end++
	return end
}
