/** What a line number, a place in a file or a mark looks like, with the code or text it counts behind it. */
const PREFIX = /^(?:[^\p{L}\p{N}]*|.*\d[^\p{L}\p{N}\s]{1,2}(?: [|│])?|.*\d [|│>→])$/u

/**
 * Whether a gap behind `head` is indentation rather than a space between words: `head` is the beginning of a line and
 * ends as numbered code (`43:`, `src/a.py:43:`, `43 |`), quotes, comments and lists (`>`, `//`, `-`, `1.`) do.
 */
export function endsAsPrefix(head: string): boolean {
	return PREFIX.test(head.length > 300 ? head.slice(-300) : head)
}

/** Lines that draw trees and boxes. */
const BOX = /[\u2500-\u259f]/

export function hasBoxes(content: string): boolean {
	return BOX.test(content)
}
