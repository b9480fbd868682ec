import { skipString } from './scan.ts'

/**
 * A JSON value without its insignificant white space. `text` from `start` to `end` must be valid JSON.
 *
 * Works on the spelling: numbers, escapes, duplicate keys and their order come out as they went in.
 */
export function minifyJson(text: string, start: number, end: number): string {
	const pieces: string[] = []
	let from = start
	let at = start
	while (at < end) {
		const char = text.charCodeAt(at)
		if (char === 34) at = skipString(text, at)
		else if (char === 32 || char === 10 || char === 13 || char === 9) {
			if (from < at) pieces.push(text.slice(from, at))
			from = ++at
		} else at++
	}
	if (from < end) pieces.push(text.slice(from, end))
	return pieces.join('')
}
