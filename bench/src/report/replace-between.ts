/**
 * The text with a block between `<!-- marker:start -->` and `<!-- marker:end -->`, whatever stood there before.
 *
 * @throws Error when the markers do not stand there once each and in order.
 */
export function replaceBetween(text: string, marker: string, block: string): string {
	const [start, end] = [`<!-- ${marker}:start -->`, `<!-- ${marker}:end -->`]
	const [from, to] = [text.indexOf(start), text.indexOf(end)]
	const isOnce = from === text.lastIndexOf(start) && to === text.lastIndexOf(end)
	if (from === -1 || to < from || !isOnce) {
		throw new Error(
			`The text must have ${start} and then ${end}, once each; add them on lines of their own where the figures belong.`,
		)
	}
	return `${text.slice(0, from + start.length)}\n\n${block.trim()}\n\n${text.slice(to)}`
}
