/**
 * A flat table as CSV: RFC 4180 with a header row, quotes only where a cell needs them, LF between rows and none
 * behind the last. `null` becomes an empty cell, so types and empty strings do not come back: it is a control.
 *
 * A flat table is an array of objects with the same keys and no value that is an object or array, or an object
 * whose only property is one. `undefined` for anything else.
 */
export function csvOf(value: unknown): string | undefined {
	const rows = flatRows(value)
	const [first] = rows ?? []
	if (rows === undefined || first === undefined) return undefined
	const keys = Object.keys(first)
	const lines = [keys, ...rows.map((row) => keys.map((key) => row[key]))]
	return lines.map((cells) => cells.map(cellText).join(',')).join('\n')
}

/** Whether a value is one record: a flat object, or a flat table of one row. */
export function isOneRecord(value: unknown): boolean {
	return isFlat(value) || flatRows(value)?.length === 1
}

type Row = Readonly<Record<string, unknown>>

function flatRows(value: unknown): readonly Row[] | undefined {
	const rows = Array.isArray(value) ? value : onlyProperty(value)
	if (!Array.isArray(rows) || !rows.every(isFlat)) return undefined
	const keys = new Set(rows.map(keyList))
	return keys.size === 1 && !keys.has('[]') ? rows : undefined
}

function onlyProperty(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return undefined
	const values = Object.values(value)
	return values.length === 1 ? values[0] : undefined
}

function isFlat(row: unknown): row is Row {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) return false
	return Object.values(row).every((cell) => typeof cell !== 'object' || cell === null)
}

function keyList(row: Row): string {
	return JSON.stringify(Object.keys(row).sort())
}

function cellText(cell: unknown): string {
	const text = cell === null ? '' : String(cell)
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
