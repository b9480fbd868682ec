/** What a terminal, a log or a database would take for more than text, and halves of surrogate pairs. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029]/gu

/**
 * A label short enough to be stored a million times: at most `max` UTF-16 units, cut between graphemes, `…` where
 * it was cut. Control characters become U+FFFD; SQLite would end the text at NUL.
 */
export function boundedText(text: string, max: number): string {
	const short = text.length <= max ? text : `${cut(text, max - 1)}…`
	return short.replace(UNSAFE, '\uFFFD')
}

function cut(text: string, max: number): string {
	let end = 0
	// Two more units show whether a grapheme goes on behind the bound.
	for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, max + 2))) {
		if (index + segment.length > max) break
		end = index + segment.length
	}
	return text.slice(0, end)
}
