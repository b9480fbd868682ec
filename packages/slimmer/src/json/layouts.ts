import type { Spend } from '../encode/budget.ts'
import { skipString } from './scan.ts'

/**
 * How JSON is laid out: `0` without white space, `s` with a space behind commas and colons, or `1` to `8` spaces of
 * indentation, as `JSON.stringify` and Python's `json.dumps` write it.
 */
export type JsonLayout = string

/** The layout that a JSON text seems to have; `minified` is the same value without white space. */
export function layoutOf(text: string, minified: string): JsonLayout {
	if (text === minified) return '0'
	const indent = /^[[{]\n( {1,8})\S/.exec(text)?.[1]
	return indent === undefined ? 's' : String(indent.length)
}

/** Minified JSON in a layout, or `undefined` where its white space is more than may be spent. Linear in the result. */
export function layOut(minified: string, layout: JsonLayout, spend: Spend): string | undefined {
	if (layout === '0') return minified
	const indent = layout === 's' ? undefined : Number(layout)
	const pieces: string[] = []
	let depth = 0
	let from = 0
	let affordable = true
	const put = (upTo: number, space: string): void => {
		affordable = spend(space.length)
		pieces.push(minified.slice(from, upTo), space)
		from = upTo
	}
	const line = (): string => (indent === undefined ? '' : `\n${' '.repeat(indent * depth)}`)
	for (let at = 0; at < minified.length && affordable; ) {
		const char = minified[at]
		if (char === '"') at = skipString(minified, at)
		else if (char === '{' || char === '[') {
			const isEmpty = '}]'.includes(minified[at + 1] ?? ' ')
			at += isEmpty ? 2 : 1
			if (isEmpty) continue
			depth++
			put(at, line())
		} else if (char === '}' || char === ']') {
			depth--
			put(at++, line())
		} else if (char === ',') put(++at, indent === undefined ? ' ' : line())
		else if (char === ':') put(++at, ' ')
		else at++
	}
	pieces.push(minified.slice(from))
	return affordable ? pieces.join('') : undefined
}
