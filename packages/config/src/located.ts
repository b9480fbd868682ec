import type { Interpolated } from './interpolate.ts'
import { looksSecret, quoteKey } from './shown.ts'

/** Where something stands in the source: offsets in UTF-16 units, `end` exclusive. */
export interface Place {
	readonly start: number
	readonly end: number
}

/** A problem before its offset has become a line and a column. */
export interface PlacedProblem {
	readonly offset: number
	readonly message: string
}

/** A mapping of the file. Aliases share their target's node, with the target's places. */
export interface LocatedMap extends Place {
	readonly kind: 'map'
	readonly entries: ReadonlyMap<string, { readonly key: Place; readonly value: Located }>
	/** Nodes in the expanded tree below and including this one. */
	readonly size: number
}

export interface LocatedList extends Place {
	readonly kind: 'list'
	readonly items: readonly Located[]
	readonly size: number
}

export interface LocatedScalar extends Place {
	readonly kind: 'scalar'
	readonly value: string | number | boolean | null
	readonly size: 1
	/** Present when the text had references. */
	readonly interpolated?: Interpolated
	/** Offset in the source of the reference that begins at the given offset of the text. */
	readonly referenceOffset?: (offset: number) => number
	/** Whether a problem was already reported for this value, so that no second one is. */
	readonly broken: boolean
}

export type Located = LocatedMap | LocatedList | LocatedScalar

/** Keys and indexes from the root of the document. */
export type Path = readonly (string | number)[]

/** The node at a path, or `undefined` when the file has none there. */
export function locate(root: Located | undefined, path: Path): Located | undefined {
	let node = root
	for (const step of path) {
		if (node?.kind === 'map') node = node.entries.get(String(step))?.value
		else if (node?.kind === 'list' && typeof step === 'number') node = node.items[step]
		else return undefined
	}
	return node
}

/** Where the key at the end of a path stands, or its value when it is an item of a list. */
export function locateKey(root: Located | undefined, path: Path): Place | undefined {
	const parent = locate(root, path.slice(0, -1))
	const key = path.at(-1)
	if (parent?.kind === 'map' && key !== undefined) return parent.entries.get(String(key))?.key
	return locate(root, path)
}

/** A fresh plain value of the tree, without prototypes on its objects. */
export function plainValue(node: Located): unknown {
	if (node.kind === 'scalar') return node.value
	if (node.kind === 'list') return node.items.map(plainValue)
	const object: Record<string, unknown> = Object.create(null)
	for (const [key, { value }] of node.entries) object[key] = plainValue(value)
	return object
}

/** Calls `visit` for every scalar with its path, in document order. */
export function eachScalar(
	node: Located,
	visit: (scalar: LocatedScalar, path: Path) => void,
	path: Path = [],
): void {
	if (node.kind === 'scalar') visit(node, path)
	else if (node.kind === 'list') {
		for (const [index, item] of node.items.entries()) eachScalar(item, visit, [...path, index])
	} else for (const [key, { value }] of node.entries) eachScalar(value, visit, [...path, key])
}

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/

/** A path as people write it: `router.routes[0].model`, `models["openai/gpt-4o"].input`. */
export function pathLabel(path: Path): string {
	let label = ''
	for (const step of path) {
		if (typeof step === 'number') label += `[${step}]`
		else if (PLAIN_KEY.test(step) && !looksSecret(step)) label += label === '' ? step : `.${step}`
		else label += `[${quoteKey(step)}]`
	}
	return label
}
