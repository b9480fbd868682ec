import type { Layout } from '../layout/layout.ts'

/** A block list of flat mappings with the same keys in the same order. */
export interface YamlList {
	/** First line, 0-based, and the line after the last. */
	readonly first: number
	readonly end: number
	/** Blanks before each dash. */
	readonly indent: number
	readonly keys: readonly string[]
	/** Scalars as they are spelled, quotes included. */
	readonly rows: readonly (readonly string[])[]
}

/** Fewest items that are worth a head line. */
const FEWEST = 4
/** Most keys of an item, and longest line in UTF-16 code units. */
const MOST_KEYS = 40
const LONGEST = 2000

const ENTRY = /^( {0,60})(- )?([A-Za-z_$][\w.$/-]{0,60}): (\S.*)$/
const UNCERTAIN = /^[&*!|>%@`?#-]|[ \t]#|[ \t\r]$/

interface Entry {
	/** Column of the key. */
	readonly column: number
	readonly opens: boolean
	readonly key: string
	readonly value: string
}

/**
 * Finds such lists in plain text. Not those with comments, anchors, tags, block scalars, nested or folded values, or
 * with any blanks but the usual ones: two behind the dash's column, one behind the colon.
 */
export function findYamlLists(layout: Layout): readonly YamlList[] {
	const { lines } = layout
	const found: YamlList[] = []
	for (let line = 0; line < lines.count; ) {
		const first = line
		const items: (readonly Entry[])[] = []
		while (items.length === 0 || fits(items[0], items[items.length - 1])) {
			const item = readItem(layout, line)
			if (item.length === 0) break
			items.push(item)
			line += item.length
		}
		const last = items[items.length - 1]
		const column = items[0]?.[0]?.column ?? 0
		// What an indented line adds belongs to the item above it.
		const isOpen =
			line < lines.count && !lines.isBlank(line) && lines.indent(line) - lines.start(line) >= column - 1
		if (last !== undefined && (!fits(items[0], last) || isOpen)) {
			if (items.length > 1) line -= last.length
			items.pop()
		}
		const keys = items[0]?.map(({ key }) => key) ?? []
		if (items.length >= FEWEST && keys.length > 1) {
			const rows = items.map((item) => item.map(({ value }) => value))
			found.push({ first, end: line, indent: column - 2, keys, rows })
		}
		if (line === first) line++
	}
	return found
}

/** The entries of the item that begins on a line; empty when none does. */
function readItem(layout: Layout, from: number): readonly Entry[] {
	const entries: Entry[] = []
	for (let line = from; entries.length <= MOST_KEYS; line++) {
		const entry = readEntry(layout, line)
		if (entry === undefined || entry.opens !== (line === from)) break
		if (entry.column !== (entries[0]?.column ?? entry.column)) break
		entries.push(entry)
	}
	return entries
}

function readEntry(layout: Layout, line: number): Entry | undefined {
	const { lines } = layout
	if (line >= lines.count || !layout.isLoose(line) || lines.start(line + 1) - lines.start(line) > LONGEST)
		return undefined
	const match = ENTRY.exec(lines.text.slice(lines.start(line), lines.end(line)))
	if (match === null || lines.text[lines.end(line)] === '\r' || !isScalar(match[4] ?? '')) return undefined
	const opens = match[2] !== undefined
	return {
		column: (match[1] ?? '').length + (opens ? 2 : 0),
		opens,
		key: match[3] ?? '',
		value: match[4] ?? '',
	}
}

/** Whether a value ends on its line and means what it spells. */
export function isScalar(value: string): boolean {
	const first = value[0] ?? ''
	if (
		first === '' ||
		UNCERTAIN.test(value.length > 1 && first === '-' && value[1] !== ' ' ? value.slice(1) : value)
	)
		return false
	const close = { '"': '"', "'": "'", '[': ']', '{': '}' }[first]
	return close === undefined
		? !value.endsWith(':') && !value.includes(': ')
		: value.length > 1 && value.endsWith(close)
}

function fits(first: readonly Entry[] | undefined, item: readonly Entry[] | undefined): boolean {
	if (first === undefined || item === undefined || first.length !== item.length) return false
	return first.every(({ column, key }, index) => item[index]?.column === column && item[index]?.key === key)
}
