import { MOST_RESTORED, type Spend, spendUpTo } from '../encode/budget.ts'
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
 * Strict: a marker whose lines do not exist, or whose quotation is not theirs, is left as it is; so are the rest when
 * they would stand for more than `MOST_RESTORED` code units.
 */
export function expandMarkers(text: string, sent: SentLines): string {
	if (!text.includes('[')) return text
	const lines = text.split('\n')
	const all = [...sent.own, ...lines]
	const spend = spendUpTo(MOST_RESTORED)
	const expanded: string[] = []
	let changed = false
	for (const [index, line] of lines.entries()) {
		const stands = standsFor(line, sent.own.length + index, all, sent.messages, spend)
		if (stands !== undefined) changed = true
		expanded.push(stands ?? line)
	}
	return changed ? expanded.join('\n') : text
}

function standsFor(
	line: string,
	at: number,
	own: readonly string[],
	messages: readonly (readonly string[])[],
	spend: Spend,
): string | undefined {
	const marker = readMarker(line)
	if (marker === undefined) return undefined
	if (marker.type === 'repetition') {
		const { lines, times } = marker
		if (lines > at || !affords(own, at - lines, at, times, spend)) return undefined
		const block = own.slice(at - lines, at).join('\n')
		return `${block}\n`.repeat(times - 1) + block
	}
	const { from, to, message } = marker.place
	const source = message === undefined ? own : messages[message - 1]
	if (source === undefined || from < 1 || to < from || to > (message === undefined ? at : source.length))
		return undefined
	if (!affords(source, from - 1, to, 1, spend)) return undefined
	const block = source.slice(from - 1, to)
	return quoteOf(block) === marker.quote ? block.join('\n') : undefined
}

/** Whether the lines from `from` to before `to` may be brought forth so often. */
function affords(lines: readonly string[], from: number, to: number, times: number, spend: Spend): boolean {
	for (let line = from; line < to; line++) if (!spend(((lines[line]?.length ?? 0) + 1) * times)) return false
	return true
}
