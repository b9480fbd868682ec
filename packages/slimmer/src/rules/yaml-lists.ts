import { restoreBudget, type Spend } from '../encode/budget.ts'
import { findNotation } from '../encode/find-notation.ts'
import type { Edit, Encoder, EncodingEdit } from '../rule.ts'
import { cellMarks, chooseMark, readRows } from '../table/cells.ts'
import { findYamlLists, isScalar } from '../yaml/lists.ts'

const OPENING = '[list of '
/** Longest head line read, in UTF-16 code units. */
const LONGEST_HEAD = 3000
const HEAD =
	/^\[list of ([1-9]\d{0,6}) YAML items \{([\w.$/-]{1,60}(?:, [\w.$/-]{1,60}){1,39})\}; their values in order, parted by ([a-z]{3,10})\]$/

/**
 * Writes YAML lists of flat mappings with the same keys as a table: a head line with the keys at the list's
 * indentation, then the values line by line, spelled as they were. See `findYamlLists` for what is left alone.
 */
export const yamlLists: Encoder = {
	name: 'yaml-lists',
	level: 'lossless',
	apply(text, { layout, tokenizer }) {
		const edits: EncodingEdit[] = []
		if (!text.includes('- ')) return edits
		for (const { first, end, indent, keys, rows } of findYamlLists(layout)) {
			const name = chooseMark(rows, tokenizer)
			const mark = cellMarks.get(name ?? '')
			if (name === undefined || mark === undefined) continue
			const head = `[list of ${rows.length} YAML items {${keys.join(', ')}}; their values in order, parted by ${name}]`
			edits.push({
				start: layout.lines.start(first) + indent,
				end: layout.lines.end(end - 1),
				replacement: [head, ...rows.map((row) => row.join(mark))].join('\n'),
			})
		}
		return edits
	},
	restore(text) {
		const spend = restoreBudget(text)
		return findNotation(text, OPENING, (at) => restoreList(text, at, spend))
	},
}

function restoreList(text: string, start: number, spend: Spend): Edit | number {
	let from = start
	while (from > 0 && start - from < 60 && text[from - 1] === ' ') from--
	if (from > 0 && text[from - 1] !== '\n') return start - from
	const feed = text.indexOf('\n', start)
	if (feed === -1 || feed - start > LONGEST_HEAD) return LONGEST_HEAD
	const head = HEAD.exec(text.slice(start, feed))
	const mark = cellMarks.get(head?.[3] ?? '')
	if (head === null || mark === undefined) return feed - start
	const keys = (head[2] ?? '').split(', ')
	const count = Number(head[1])
	const read = readRows(text, feed + 1, { count, columns: keys.length, mark })
	if (read.rows.length < count || !read.rows.every((row) => row.every(isScalar))) return read.end - start
	const indent = text.slice(from, start)
	if (!spend(count * (head[0].length + keys.length * indent.length))) return read.end - start
	const items = read.rows.map((row) =>
		row.map((value, index) => `${index === 0 ? '- ' : `${indent}  `}${keys[index]}: ${value}`).join('\n'),
	)
	return { start, end: read.end, replacement: items.join(`\n${indent}`) }
}
