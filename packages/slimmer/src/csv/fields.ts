/** Marks that part fields, by the name a head line gives to a table that uses them. */
export const fieldMarks: ReadonlyMap<string, string> = new Map([
	['tsv', '\t'],
	['csv with bars', '|'],
	['csv with semicolons', ';'],
	['csv', ','],
])

/**
 * Fields of a row as they are spelled, quotes of RFC 4180 included; `undefined` when a quoted field does not end on
 * the line, goes on behind its closing quote, or has a quote inside between commas or semicolons.
 */
export function splitFields(row: string, mark: string): readonly string[] | undefined {
	const fields: string[] = []
	let from = 0
	for (;;) {
		let end: number
		if (row[from] === '"') {
			end = closingQuote(row, from + 1)
			if (end === -1 || (end < row.length && row[end] !== mark)) return undefined
		} else {
			const next = row.indexOf(mark, from)
			end = next === -1 ? row.length : next
			// Between commas such a quote may close a field that began lines before.
			if ((mark === ',' || mark === ';') && row.slice(from, end).includes('"')) return undefined
		}
		fields.push(row.slice(from, end))
		if (end === row.length) return fields
		from = end + 1
	}
}

/** Offset behind the quote that closes a field whose text begins at `from`, or -1; a doubled quote is text. */
function closingQuote(row: string, from: number): number {
	let at = row.indexOf('"', from)
	while (at !== -1 && row[at + 1] === '"') at = row.indexOf('"', at + 2)
	return at === -1 ? -1 : at + 1
}
