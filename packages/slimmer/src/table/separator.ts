/** Marks that may part cells, the plainest first. */
const MARKS: readonly string[] = [',', '|', ';', '\t']

/** Separators that keep every cell of a table distinguishable. */
export function separatorsFor(rows: readonly (readonly string[])[]): readonly string[] {
	// The colon parts the cells already.
	if (rows.every((row) => row.length === 2 && row[0]?.endsWith(':') && row[1] !== '')) return [' ']
	const fitting = MARKS.filter((mark) => rows.every((row) => row.every((cell) => !cell.includes(mark))))
	return isReadableWithSpaces(rows) ? [' ', ...fitting] : fitting
}

/**
 * Whether single spaces part the cells without doubt.
 *
 * They do when every column but the last has cells of one number of words: then the words can be counted off. They
 * also do when only first cells have several words, under a header of single words, and all others are values that
 * cannot be taken for words.
 */
function isReadableWithSpaces(rows: readonly (readonly string[])[]): boolean {
	if (rows.some((row) => row.includes(''))) return false
	return hasFixedWords(rows) || hasWordsThenValues(rows)
}

function hasFixedWords(rows: readonly (readonly string[])[]): boolean {
	const counts = rows[0]?.slice(0, -1).map(countWords) ?? []
	return rows.every((row) => counts.every((count, index) => countWords(row[index] ?? '') === count))
}

function hasWordsThenValues(rows: readonly (readonly string[])[]): boolean {
	const [header, ...body] = rows
	if (header === undefined || body.length === 0 || header.some((cell) => cell.includes(' '))) return false
	return body.every((row) => {
		const [name, ...values] = row
		const lastWord = name?.slice(name.lastIndexOf(' ') + 1) ?? ''
		return !isValue(lastWord) && values.every((cell) => isValue(cell) && !cell.includes(' '))
	})
}

function countWords(cell: string): number {
	let words = 1
	for (let at = cell.indexOf(' '); at !== -1; at = cell.indexOf(' ', at + 1)) words++
	return words
}

/** A figure: begins with a digit, sign, bracket or currency, and has a digit. */
function isValue(text: string): boolean {
	return /^[-+~<>≈±(]?\p{Sc}?[-+]?\d/u.test(text)
}
