import { readShortStamp, shortenStamp } from './time.ts'
import { roughCost } from './word-ids.ts'
import { wordEnd } from './words.ts'

/** What a slot of a template holds. */
export type Slot = 'time' | 'value'

/** What rows leave out because a row above says it. */
export interface RowsAbove {
	/** Values of the last row of the same template. */
	readonly values: readonly string[] | undefined
	/** The time stamp shown last, in whatever line. */
	readonly stamp: string | undefined
}

/** A row as it is written, without its id. */
export interface SpelledRow {
	readonly text: string
	/** Whether it leaves out values of the row above, by dittos or at its end. */
	readonly leavesOut: boolean
}

/** Stands for the value of the row above; a value that is spelled like it cannot be written. */
const SAME = '"'
const EMPTY = '""'

/** Shorter values, in rough tokens, are written out: a ditto mark would save nothing. */
const WORTH_A_DITTO = 2

/**
 * The values of a row, parted by single spaces: dittos for those of the row above, none at the end. `undefined` when
 * a value cannot be written.
 */
export function spellRow(
	slots: readonly Slot[],
	values: readonly string[],
	above: RowsAbove,
): SpelledRow | undefined {
	const words: string[] = []
	let lastNew = -1
	for (const [at, slot] of slots.entries()) {
		const value = values[at] ?? ''
		if (slot === 'time') {
			words.push(shortenStamp(value, above.stamp))
			if (value !== above.stamp) lastNew = at
			continue
		}
		if (value === SAME || value === EMPTY) return undefined
		const same = above.values?.[at] === value
		words.push(same && roughCost(value) >= WORTH_A_DITTO ? SAME : value === '' ? EMPTY : value)
		if (!same) lastNew = at
	}
	const row = words.slice(0, lastNew + 1).join(' ')
	// A number and a word beginning like a unit would be read as one value.
	const read = readRow(slots, row, above)
	if (read?.every((value, at) => value === values[at]) !== true) return undefined
	return { text: row, leavesOut: lastNew + 1 < slots.length || words.includes(SAME) }
}

/** Reads the values that `spellRow` wrote; `undefined` for anything else. */
export function readRow(
	slots: readonly Slot[],
	row: string,
	above: RowsAbove,
): readonly string[] | undefined {
	const values: string[] = []
	let at = row === '' ? 1 : 0
	for (const [index, slot] of slots.entries()) {
		const isLeftOut = at > row.length
		let value: string | undefined
		if (isLeftOut) value = slot === 'time' ? above.stamp : above.values?.[index]
		else if (slot === 'time') {
			const read = readShortStamp(row.slice(at), above.stamp)
			value = read?.stamp
			at += (read?.length ?? 0) + 1
		} else {
			const end = row[at] === ' ' ? at : Math.min(row.length, wordEnd(row, at))
			const word = row.slice(at, end)
			value = word === SAME ? above.values?.[index] : word === EMPTY ? '' : word || undefined
			at = end + 1
		}
		if (value === undefined) return undefined
		values.push(value)
	}
	return at > row.length ? values : undefined
}
