import type { JsonNode } from '../tree.ts'
import { isPlainCell, isPlainText } from './cell.ts'
import type { Field, Shape } from './field.ts'

/** Columns of a table at most. */
const MOST_COLUMNS = 120

/**
 * A table may have this many times as many columns as its rows have keys: beyond, it is mostly holes. Rows that are
 * named by data, such as days, may have more: without them each name would be columns of its own.
 */
const SPARSEST = 1.5
const SPARSEST_KEYED = 2.5

/**
 * The columns under which objects can be written as rows, keys in their order, or `undefined` where they have too
 * little in common: a value that is no object, a key twice in one object, keys in another order, too many holes, or
 * nothing but constants.
 */
export function inferFields(
	minified: string,
	rows: readonly JsonNode[],
	sparsest: number = SPARSEST,
): readonly Field[] | undefined {
	const keys = mergeKeys(rows, sparsest)
	if (keys === undefined) return undefined
	const columns = columnsOf(rows, keys)
	const fields = keys.map((key, column) => ({ key, shape: inferShape(minified, columns[column] ?? []) }))
	// Rows without a cell are no rows to a reader.
	return fields.every(({ shape }) => shape.type === 'constant') ? undefined : fields
}

/** The values of each column, row by row. */
function columnsOf(
	rows: readonly JsonNode[],
	keys: readonly string[],
): readonly (readonly (JsonNode | undefined)[])[] {
	const places = new Map(keys.map((key, index) => [key, index]))
	const columns = keys.map((): (JsonNode | undefined)[] => new Array(rows.length).fill(undefined))
	for (const [index, row] of rows.entries())
		for (const [at, key] of row.keys.entries()) {
			const column = columns[places.get(key) ?? -1]
			if (column !== undefined) column[index] = row.items[at]
		}
	return columns
}

/** All keys in an order that every row's own order agrees with. */
function mergeKeys(rows: readonly JsonNode[], sparsest: number): readonly string[] | undefined {
	const [first] = rows
	if (first === undefined) return undefined
	let order: string[] = []
	let places = new Map<string, number>()
	let filled = 0
	for (const row of rows) {
		if (row.kind !== 'object' || row.keys.length > MOST_COLUMNS) return undefined
		filled += row.keys.length
		let last = -1
		let fresh = false
		const inserts: [number, string][] = []
		for (const key of row.keys) {
			const place = places.get(key)
			if (place === undefined) {
				inserts.push([last + 1, key])
				fresh = true
			} else if (place <= last) return undefined
			else last = place
		}
		if (!fresh) continue
		if (new Set(row.keys).size < row.keys.length) return undefined
		order = insertAll(order, inserts)
		if (order.length > MOST_COLUMNS) return undefined
		places = new Map(order.map((key, index) => [key, index]))
	}
	return order.length > 0 && order.length * rows.length <= filled * sparsest ? order : undefined
}

/** The list with each key put before the element at its place, keys of one place in order. */
function insertAll(order: readonly string[], inserts: readonly (readonly [number, string])[]): string[] {
	const merged: string[] = []
	let next = 0
	for (let place = 0; place <= order.length; place++) {
		for (; inserts[next]?.[0] === place; next++) merged.push(inserts[next]?.[1] ?? '')
		const key = order[place]
		if (key !== undefined) merged.push(key)
	}
	return merged
}

function inferShape(minified: string, values: readonly (JsonNode | undefined)[]): Shape {
	const present = values.filter((value) => value !== undefined)
	const [first] = present
	if (first === undefined || present.length < values.length) return { type: 'cell' }
	const spelled = minified.slice(first.start, first.end)
	if (values.length > 1 && present.every((value) => isSpelled(minified, value, spelled)))
		return { type: 'constant', value: spelled }
	if (present.every(({ kind }) => kind === 'object')) return inferObject(minified, present)
	if (present.every(({ kind }) => kind === 'array')) {
		const fields = inferMany(minified, present)
		return fields === undefined ? { type: 'cell' } : { type: 'list', fields }
	}
	return isText(minified, present) ? { type: 'text' } : { type: 'cell' }
}

function inferObject(minified: string, objects: readonly JsonNode[]): Shape {
	const keyed = objects.every(hasDataKeys) ? inferMany(minified, objects, SPARSEST_KEYED) : undefined
	if (keyed !== undefined) return { type: 'map', fields: keyed }
	const record = inferFields(minified, objects)
	if (record !== undefined) return { type: 'record', fields: record }
	const map = inferMany(minified, objects)
	return map === undefined ? { type: 'cell' } : { type: 'map', fields: map }
}

/** Whether an object's keys are data, such as dates and ids, which a reader looks for beside their values. */
function hasDataKeys({ keys }: JsonNode): boolean {
	return keys.length >= 2 && keys.every((key) => /\d/.test(key))
}

/** Columns for all the objects that stand in some containers. */
function inferMany(
	minified: string,
	containers: readonly JsonNode[],
	sparsest: number = SPARSEST,
): readonly Field[] | undefined {
	const inner = containers.flatMap(({ items }) => items)
	const isTable = inner.length >= 2 && inner.every(({ kind }) => kind === 'object')
	return isTable ? inferFields(minified, inner, sparsest) : undefined
}

function isSpelled(minified: string, { start, end }: JsonNode, spelled: string): boolean {
	return end - start === spelled.length && minified.startsWith(spelled, start)
}

/** Whether a column is strings alone, some of which would have to be quoted to show that they are. */
function isText(minified: string, values: readonly JsonNode[]): boolean {
	if (!values.every(({ kind }) => kind === 'string')) return false
	let gained = 0
	for (const { start, end } of values) {
		const content = minified.slice(start + 1, end - 1)
		if (!isPlainCell(content) && isPlainText(content)) gained++
	}
	return gained >= 2
}
