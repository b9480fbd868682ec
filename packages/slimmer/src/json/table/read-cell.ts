import type { Spend } from '../../encode/budget.ts'
import { FlowReader } from '../read-flow.ts'
import { isLiteral, skipString } from '../scan.ts'

/** A value as read: minified JSON, and the offset behind it. */
export interface ReadValue {
	readonly json: string
	readonly end: number
}

/** What reading may cost, and who hears of it. */
export interface ReadingCost {
	/** @default what the text allows; see `restoreBudget` */
	readonly spend?: Spend
	/** Told of the UTF-16 code units that were read in vain. @default nobody */
	readonly waste?: (units: number) => void
}

/** Where a string without quotes that begins at an offset ends. */
export type EndOf = (text: string, start: number) => number

/**
 * Reads a value of any type: a container or quoted string by its own end, everything else up to `endOf`. `undefined`
 * for nothing at all and for what is broken.
 */
export function readScalar(text: string, start: number, endOf: EndOf): ReadValue | undefined {
	const first = text[start] ?? ''
	if (first === '"' || first === '{' || first === '[') {
		const reader = new FlowReader(text, start)
		const json = reader.value('', 0)
		return json === undefined ? undefined : { json, end: reader.at }
	}
	const end = endOf(text, start)
	if (end === start) return undefined
	const word = text.slice(start, end)
	return { json: isLiteral(word) ? word : JSON.stringify(word), end }
}

/** Reads a string, which may stand without quotes up to `endOf`. */
export function readText(text: string, start: number, endOf: EndOf): ReadValue | undefined {
	if (text[start] === '"') {
		const end = skipString(text, start)
		return end === -1 ? undefined : { json: text.slice(start, end), end }
	}
	const end = endOf(text, start)
	return { json: JSON.stringify(text.slice(start, end)), end }
}

/** Ends of a cell of a row: before the first of these characters, or where the text ends. */
export function endAt(marks: string): EndOf {
	return (text, start) => {
		let end = start
		while (end < text.length && !marks.includes(text[end] ?? '')) end++
		return end
	}
}

/** The first of two ends. */
export function endFirst(one: EndOf, other: EndOf): EndOf {
	return (text, start) => Math.min(one(text, start), other(text, start))
}
