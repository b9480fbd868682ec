import type { Tokenizer } from '@headroom/spec'

/** Marks that may part cells without doubt, the plainest first, by the name that a head line gives them. */
export const cellMarks: ReadonlyMap<string, string> = new Map([
	['commas', ','],
	['bars', '|'],
	['semicolons', ';'],
	['tabs', '\t'],
])

/** Rows counted to choose a mark. */
const SAMPLE = 40
/** A less plain mark must cost less than this share of a plainer one's tokens. */
const CLEARLY = 0.97

/** The name of the mark that parts these cells for the fewest tokens and stands in none; `undefined` if none may. */
export function chooseMark(rows: readonly (readonly string[])[], tokenizer: Tokenizer): string | undefined {
	let best: { readonly name: string; readonly tokens: number } | undefined
	for (const [name, mark] of cellMarks) {
		if (rows.some((row) => row.some((cell) => cell.includes(mark)))) continue
		const sample = rows.slice(0, SAMPLE).map((row) => row.join(mark))
		const tokens = tokenizer.count(sample.join('\n'))
		if (best === undefined || tokens < best.tokens * CLEARLY) best = { name, tokens }
	}
	return best?.name
}

/** Rows read from a text, and the offset up to which was read: behind the last row, where none is broken. */
export interface ReadRows {
	readonly rows: readonly (readonly string[])[]
	readonly end: number
}

/** Reads `count` lines of `columns` cells from an offset, or as many as there are before any other line. */
export function readRows(
	text: string,
	from: number,
	{ count, columns, mark }: { count: number; columns: number; mark: string },
): ReadRows {
	const rows: (readonly string[])[] = []
	let start = from
	let end = from
	while (rows.length < count) {
		if (start > text.length) break
		const feed = text.indexOf('\n', start)
		end = feed === -1 ? text.length : feed
		const row = text.slice(start, end).split(mark)
		if (row.length !== columns) break
		rows.push(row)
		start = end + 1
	}
	return { rows, end }
}
