/**
 * How the values of one column are written.
 *
 * `cell`: any value, spelled so that its type shows; empty where the row lacks the key. `text`: strings alone, so
 * that `1` and nothing at all are strings too. `constant`: the same in every row, said in the header. `record`: an
 * object whose values are columns of their own. `list`: an array of such objects, `map`: an object of such objects.
 */
export type Shape =
	| { readonly type: 'cell' }
	| { readonly type: 'text' }
	/** `value` is minified JSON. */
	| { readonly type: 'constant'; readonly value: string }
	| { readonly type: 'record' | 'list' | 'map'; readonly fields: readonly Field[] }

/** One column of a table. */
export interface Field {
	/** The key as JSON spells it, quotes included. */
	readonly key: string
	readonly shape: Shape
}

/** Marks that may part the cells of a row, the plainest first. Inside a cell it is always the comma. */
export const DELIMITERS = [',', '|', '\t', ' '] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** What a table stands for: an array of objects, an object of objects, or objects one a line (NDJSON). */
export type TableKind = 'list' | 'map' | 'lines'

/** First and last character of a table of each kind. */
export const BRACKETS: Readonly<Record<TableKind, readonly [string, string]>> = {
	list: ['[', ']'],
	map: ['{', '}'],
	lines: ['(', ')'],
}
