import { groupOf, type LineGroup, type LogLine } from './group.ts'
import type { WordIds } from './word-ids.ts'

/** Columns with more different words are values, not kinds of line. */
const MOST_KINDS = 12

/** Columns tried per group: the work stays linear in its lines. */
const MOST_TRIED = 6

/** Splits one inside another at most. */
const DEEPEST = 4

/** Rough tokens of an id, its count and line break, which every template costs. */
const TEMPLATE_COST = 6

/**
 * Splits a group by a column of few words, such as the method of a request, where the templates then cost less than
 * the words in every row. Each kind of line then has its own count.
 */
export function splitGroup(group: LineGroup, words: WordIds, depth: number = DEEPEST): readonly LineGroup[] {
	if (depth === 0 || group.lines.length < 4) return [group]
	const columns = candidateColumns(group, words)
	let best: readonly LineGroup[] | undefined
	let least = groupCost(group, words)
	for (const column of columns) {
		const parts = splitBy(group, column)
		const cost = parts.reduce((sum, part) => sum + groupCost(part, words), 0)
		if (cost >= least) continue
		best = parts
		least = cost
	}
	return best === undefined ? [group] : best.flatMap((part) => splitGroup(part, words, depth - 1))
}

/** Columns of few words, those of fewest first. */
function candidateColumns({ lines, shared }: LineGroup, words: WordIds): readonly number[] {
	const counts: { readonly column: number; readonly kinds: number }[] = []
	const time = lines[0]?.cut.time
	for (const [column, id] of shared.entries()) {
		if (id !== -1 || column === time) continue
		if (lines.some(({ ids }) => words.hasDigit(ids[column] ?? 0))) continue
		const kinds = new Set<number>()
		for (const { ids } of lines) {
			kinds.add(ids[column] ?? 0)
			if (kinds.size > MOST_KINDS) break
		}
		if (kinds.size <= MOST_KINDS && kinds.size * 2 <= lines.length) counts.push({ column, kinds: kinds.size })
	}
	counts.sort((a, b) => a.kinds - b.kinds)
	return counts.slice(0, MOST_TRIED).map(({ column }) => column)
}

/** One group for each word that stands at least twice in a column, and one for all the others. */
function splitBy({ lines }: LineGroup, column: number): readonly LineGroup[] {
	const parts = new Map<number, LogLine[]>()
	for (const line of lines) {
		const part = parts.get(line.ids[column] ?? 0)
		if (part === undefined) parts.set(line.ids[column] ?? 0, [line])
		else part.push(line)
	}
	const all = [...parts.values()]
	const rest = all.filter((part) => part.length === 1).flat()
	const groups = all.filter((part) => part.length > 1)
	return (rest.length > 0 ? [...groups, rest] : groups).map(groupOf)
}

/** About how many tokens a group takes as a template with rows; a line alone stays as it is. */
function groupCost({ lines, shared }: LineGroup, words: WordIds): number {
	const isAlone = lines.length === 1
	let cost = isAlone ? 0 : TEMPLATE_COST
	for (const id of shared) cost += id === -1 ? 1 : words.cost(id)
	if (isAlone) return cost
	let above: readonly number[] = []
	const time = lines[0]?.cut.time
	for (const { ids } of lines) {
		cost += 2
		let pending = 0
		for (const [at, id] of ids.entries()) {
			if (shared[at] !== -1) continue
			const word = words.cost(id)
			if (at !== time && above[at] === id) pending += word >= 2 ? 1 : word
			else {
				cost += pending + (at === time ? 2 : word)
				pending = 0
			}
		}
		above = ids
	}
	return cost
}
