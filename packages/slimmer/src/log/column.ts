/** One piece of a template: text that all its lines share, or the number of a slot for values. */
export type Piece = string | number

/** What a column of words has in common, and what differs. */
export interface SplitColumn {
	/** Text and slots; slots count from 0 within the column. */
	readonly pieces: readonly Piece[]
	/** Values of each slot, line by line. */
	readonly slots: readonly (readonly string[])[]
}

/** Marks at which a word may be parted: a value is never cut inside. */
const EDGES = '()[]{}<>"\'`=,;'

/** Marks that only end a word or sentence, and may stay in the template when they do. */
const ENDS = `${EDGES}:.!?`

/** Runs of marks within a word. */
const RUNS = /[()[\]{}<>"'`=,;]+/g

const SCHEME = /^[\s\S]*?[a-z]:\/\/[^/]+\//

/**
 * Splits the words of a column, which are not all the same: what they share at safe edges, and lists of the same
 * keys, go into the template. Linear in the words.
 */
export function splitColumn(words: readonly string[]): SplitColumn {
	const { before, behind } = sharedEnds(words)
	const cores = words.map((word) => word.slice(before.length, word.length - behind.length))
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
		const { before, behind } = sharedEnds(values)
		pieces.push(before, slots.length, behind)
		slots.push(values.map((other) => other.slice(before.length, other.length - behind.length)))
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
			if (!/[=;,]/.test(mark)) continue
			const end = index + mark.length
			if (mark === ',' && isDigit(word, index - 1) && isDigit(word, end)) continue
			items.push(word.slice(behind, index))
			marks.push(mark)
			behind = end
		}
	items.push(word.slice(behind))
	return { items, marks }
}

function isDigit(text: string, at: number): boolean {
	const code = text.charCodeAt(at)
	return code >= 48 && code <= 57
}

/** The longest beginning and end that all words share and that stop at safe edges. They never overlap. */
function sharedEnds(words: readonly string[]): { readonly before: string; readonly behind: string } {
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
	while (before > address && !EDGES.includes(first[before - 1] ?? '')) before--
	behind = Math.min(behind, shortest - before)
	behind = safeEnd(first, behind)
	return { before: first.slice(0, before), behind: first.slice(first.length - behind) }
}

/** The longest end of a word, at most `longest`, that begins with an edge or holds nothing but closing marks. */
function safeEnd(word: string, longest: number): number {
	let closing = 0
	while (closing < longest && ENDS.includes(word[word.length - 1 - closing] ?? ' ')) closing++
	for (let length = longest; length > closing; length--)
		if (EDGES.includes(word[word.length - length] ?? ' ')) return length
	return closing
}
