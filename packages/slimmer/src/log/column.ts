import { isBalanced, isDigit, mayPartAfter, safeEnd, stopLength } from './edges.ts'

/** One piece of a template: text that all its lines share, or the number of a slot for values. */
export type Piece = string | number

/** What a column of words has in common, and what differs. */
export interface SplitColumn {
	/** Text and slots; slots count from 0 within the column. */
	readonly pieces: readonly Piece[]
	/** Values of each slot, line by line. */
	readonly slots: readonly (readonly string[])[]
}

/** Runs of marks within a word. */
const RUNS = /[()[\]{}<>"'`=,;]+/g

/** Runs that compare or point rather than part: `a==1`, `a>=1`, `a->b`. */
const OPERATOR = /[=<>]{2}/

const SCHEME = /^[\s\S]*?[a-z]:\/\/[^/]+\//

/**
 * Splits the words of a column, which are not all the same: what they share at safe edges, and lists of the same
 * keys, go into the template. Linear in the words.
 */
export function splitColumn(words: readonly string[]): SplitColumn {
	const { before, cores, behind } = trimShared(words)
	const inner = splitLists(cores) ?? { pieces: [0], slots: [cores] }
	return { pieces: [before, ...inner.pieces, behind], slots: inner.slots }
}

/** Splits words that are lists with the same marks, or gives `undefined`. */
function splitLists(words: readonly string[]): SplitColumn | undefined {
	const [first, ...others] = words.map(cutList)
	if (first === undefined || first.marks.length === 0) return undefined
	const key = first.marks.join('\n')
	if (others.some(({ marks }) => marks.length !== first.marks.length || marks.join('\n') !== key))
		return undefined
	const all = [first, ...others]
	const columns = first.items.map((_, index) => all.map(({ items }) => items[index] ?? ''))
	const { marks } = first
	const pieces: Piece[] = []
	const slots: (readonly string[])[] = []
	for (const [index, values] of columns.entries()) {
		if (index > 0) pieces.push(marks[index - 1] ?? '')
		const [value = ''] = values
		if (values.every((other) => other === value)) {
			pieces.push(value)
			continue
		}
		const { before, cores, behind } = trimShared(values)
		if (!cores.every(isBalanced)) return undefined
		pieces.push(before, slots.length, behind)
		slots.push(cores)
	}
	return { pieces, slots }
}

/**
 * Cuts a word at the marks that part lists such as `a=1,b="x"`, each with the brackets and quotes around it. A comma
 * between digits parts nothing, and addresses stay whole.
 */
function cutList(word: string): { readonly items: readonly string[]; readonly marks: readonly string[] } {
	const items: string[] = []
	const marks: string[] = []
	let behind = 0
	if (!word.includes('://') && !word.includes('?'))
		for (const { 0: mark, index } of word.matchAll(RUNS)) {
			const end = index + mark.length
			if (!/[=;,]/.test(mark) || OPERATOR.test(mark)) continue
			if (mark === ',' && isDigit(word, index - 1) && isDigit(word, end)) continue
			if (mark.startsWith('=') && (end === word.length || '!~:+-*/'.includes(word[index - 1] ?? ' ')))
				continue
			items.push(word.slice(behind, index))
			marks.push(mark)
			behind = end
		}
	items.push(word.slice(behind))
	return { items, marks }
}

/** Words without the beginning and end that all of them share; see `edges.ts` for where they may be parted. */
function trimShared(words: readonly string[]): {
	readonly before: string
	readonly cores: readonly string[]
	readonly behind: string
} {
	const first = words[0] ?? ''
	let before = first.length
	let behind = first.length
	let shortest = first.length
	for (const word of words) {
		shortest = Math.min(shortest, word.length)
		let at = 0
		while (at < before && word[at] === first[at]) at++
		before = at
		at = 0
		while (at < behind && word[word.length - 1 - at] === first[first.length - 1 - at]) at++
		behind = at
	}
	const address = SCHEME.exec(first.slice(0, before))?.[0].length ?? 0
	while (before > address && !mayPartAfter(first, before)) before--
	behind = safeEnd(first, Math.min(behind, shortest - before))
	const cut = (from: number, end: number): readonly string[] =>
		words.map((word) => word.slice(from, word.length - end))
	let cores = cut(before, behind)
	// A bracket or quote stays with the one that it closes.
	if (!cores.every(isBalanced)) {
		behind = Math.min(behind, stopLength(first))
		if (before > address) before = address
		cores = cut(before, behind)
	}
	const label = labelLength(cores)
	if (label > 0) {
		before += label
		cores = cut(before, behind)
	}
	return { before: first.slice(0, before), cores, behind: first.slice(first.length - behind) }
}

/** A name and its colon before a value, as in `onExtend:1514038531000`. */
const LABEL = /^[A-Za-z_]{2,40}:/

/** A place such as `Makefile:12` or `redis:6379`, which stays whole. */
const PLACE = /^[A-Za-z_]{2,40}:(?:\d{0,5}(?:\D|$)|\/)/

/** Length of the label that all values begin with, or 0. */
function labelLength(values: readonly string[]): number {
	const label = LABEL.exec(values[0] ?? '')?.[0] ?? ''
	return label !== '' && values.every((value) => value.startsWith(label) && !PLACE.test(value))
		? label.length
		: 0
}
