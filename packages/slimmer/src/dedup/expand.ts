import { quoteOf, readMarker } from './marker.ts'

/** Lines as they are sent, which pointers of later texts count. */
export interface SentLines {
	/** Lines of each earlier message, over all its texts. */
	readonly messages: readonly (readonly string[])[]
	/** Lines of the texts of the same message that come before. */
	readonly own: readonly string[]
}

/**
 * A text with every pointer and repetition replaced by the lines it stands for.
 *
 * Strict: a marker whose lines do not exist, or whose quotation is not theirs, is left as it is.
 */
export function expandMarkers(text: string, sent: SentLines): string {
	if (!text.includes('[')) return text
	const lines = text.split('\n')
	const all = [...sent.own, ...lines]
	const expanded: string[] = []
	let changed = false
	for (const [index, line] of lines.entries()) {
		const stands = standsFor(line, sent.own.length + index, all, sent.messages)
		if (stands === undefined) expanded.push(line)
		else {
			changed = true
			for (const one of stands) expanded.push(one)
		}
	}
	return changed ? expanded.join('\n') : text
}

/** Most lines that one repetition may bring back: a bound against made-up counts. */
const MOST_LINES = 10_000_000

function standsFor(
	line: string,
	at: number,
	own: readonly string[],
	messages: readonly (readonly string[])[],
): readonly string[] | undefined {
	const marker = readMarker(line)
	if (marker === undefined) return undefined
	if (marker.type === 'repetition') {
		const { lines, times } = marker
		if (lines > at || lines * times > MOST_LINES) return undefined
		const block = own.slice(at - lines, at)
		return Array.from({ length: times }, () => block).flat()
	}
	const { from, to, message } = marker.place
	const source = message === undefined ? own.slice(0, at) : messages[message - 1]
	if (source === undefined || from < 1 || to < from || to > source.length) return undefined
	const block = source.slice(from - 1, to)
	return quoteOf(block) === marker.quote ? block : undefined
}
