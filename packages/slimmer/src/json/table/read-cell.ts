import { FlowReader } from '../read-flow.ts'
import { skipString } from '../scan.ts'

/** A value as read: minified JSON, and the offset behind it. */
export interface ReadValue {
	readonly json: string
	readonly end: number
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Reads a value of any type: a container or quoted string by its own end, everything else up to where `ends` holds.
 * `undefined` for nothing at all and for what is broken.
 */
export function readScalar(
	text: string,
	start: number,
	ends: (char: string) => boolean,
): ReadValue | undefined {
	const first = text[start] ?? ''
	if (first === '"' || first === '{' || first === '[') {
		const reader = new FlowReader(text, start)
		const json = reader.value('', 0)
		return json === undefined ? undefined : { json, end: reader.at }
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
