import type { Tokenizer } from '@headroom/spec'
import type { JsonNode } from '../tree.ts'
import { BRACKETS, DELIMITERS, type Delimiter } from './field.ts'
import { inferFields } from './infer.ts'
import { type Table, writeHead, writeRows } from './write.ts'

/** Rows counted to choose a delimiter. */
const SAMPLE = 24

/** A less plain delimiter must cost less than this share of a plainer one's tokens. */
const CLEARLY = 0.97

/** The table that an array or object of like objects can be written as, or `undefined` where it is none. */
export function tableOf(minified: string, { kind, items, keys }: JsonNode): Table | undefined {
	if (items.length < 2 || items.some((item) => item.kind !== 'object')) return undefined
	if (kind === 'object' && new Set(keys).size < keys.length) return undefined
	const fields = inferFields(minified, items)
	return fields === undefined
		? undefined
		: { kind: kind === 'array' ? 'list' : 'map', fields, rows: items, keys }
}

/** The table in full, with the delimiter that costs least. */
export function writeTable(minified: string, table: Table, tokenizer: Tokenizer, closed: boolean): string {
	const { rows, kind } = table
	const delimiter = cheapestDelimiter(minified, table, tokenizer)
	const lines = [writeHead(table, delimiter), ...writeRows(minified, table, delimiter, 0, rows.length)]
	if (closed) lines.push(BRACKETS[kind][1])
	return lines.join('\n')
}

function cheapestDelimiter(minified: string, table: Table, tokenizer: Tokenizer): Delimiter {
	// A single field shows no delimiter in the head.
	if (table.fields.length === 1) return ','
	let best: Delimiter = ','
	let least = Number.POSITIVE_INFINITY
	for (const delimiter of DELIMITERS) {
		if (delimiter === ' ' && hasGaps(minified, table)) continue
		const sample = [writeHead(table, delimiter), ...writeRows(minified, table, delimiter, 0, SAMPLE)]
		const tokens = tokenizer.count(sample.join('\n'))
		if (tokens < least * CLEARLY) {
			least = tokens
			best = delimiter
		}
	}
	return best
}

/** Whether a row parted by spaces would have an empty cell: a reader does not see those. */
function hasGaps(minified: string, table: Table): boolean {
	return writeRows(minified, table, ' ', 0, table.rows.length).some((row) => /^ | {2}| $|^$/.test(row))
}
