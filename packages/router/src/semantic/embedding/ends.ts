let graphemes: Intl.Segmenter | undefined

/** UTF-16 units looked at beyond a cut to find where a character, as a reader sees it, ends; more are cut through. */
const REACH = 32

/**
 * A text's first and last `size` UTF-16 units with an ellipsis between, cut between characters as a reader sees
 * them; all of a text that has no more than twice as many. Its cost depends on `size`, not on the text.
 */
export function ends(text: string, size: number): string {
	if (text.length <= 2 * size) return text
	return `${beginning(text, size)} … ${ending(text, size)}`
}

function beginning(text: string, size: number): string {
	let end = 0
	for (const { index } of segments(text.slice(0, size + REACH))) if (index <= size) end = index
	return text.slice(0, end)
}

function ending(text: string, size: number): string {
	const from = text.length - size
	// The first segment may begin inside a character, the ones that follow do not.
	const slice = text.slice(Math.max(0, from - REACH))
	for (const { index } of segments(slice)) if (index >= REACH) return slice.slice(index)
	return ''
}

function segments(text: string): Iterable<Intl.SegmentData> {
	graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
	return graphemes.segment(text)
}
