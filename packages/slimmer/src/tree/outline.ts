import type { Span } from '../rule.ts'
import type { Drawing } from './drawing.ts'
import { isTree, type TreeNode } from './node.ts'
import { isName, type TreeStyle, treeStyles } from './style.ts'

/** Begins every outline. */
export const OPENING = '[tree of '
const HEAD =
	/^\[tree of ([1-9]\d{0,6}) lines, drawn in ([A-Za-z -]{1,20}) style; one space per level(?:; cut off at levels? ([\d, ]{1,200}))?\]$/

/** A tree written as indentation under a head line, and where it stands in a text. */
export interface Outline extends Span {
	readonly drawing: Omit<Drawing, 'first'>
}

/** A tree as indentation of one space a level, under its head line. */
export function spellOutline({ nodes, style, cut }: Omit<Drawing, 'first'>): string {
	const lines = nodes.map(({ level, name }) => ' '.repeat(level) + name)
	return [headOf(nodes.length, style, cut), ...lines].join('\n')
}

function headOf(count: number, style: TreeStyle, cut: ReadonlySet<number>): string {
	const levels = [...cut].sort((a, b) => a - b)
	const off =
		levels.length === 0 ? '' : `; cut off at level${levels.length > 1 ? 's' : ''} ${levels.join(', ')}`
	return `[tree of ${count} lines, drawn in ${style.name} style; one space per level${off}]`
}

/** Longest head line read, in UTF-16 code units. */
const LONGEST_HEAD = 320

/**
 * Reads a tree that `spellOutline` wrote: head line, count of lines and levels must hold. Where they do not, gives how
 * many UTF-16 code units were read to see that.
 */
export function readOutline(text: string, start: number): Outline | number {
	const feed = text.indexOf('\n', start)
	if (feed === -1 || feed - start > LONGEST_HEAD) return LONGEST_HEAD
	const head = HEAD.exec(text.slice(start, feed))
	const style = treeStyles.find(({ name }) => name === head?.[2])
	if (head === null || style === undefined) return feed - start
	const cut = new Set((head[3] ?? '').split(', ').filter(Boolean).map(Number))
	const count = Number(head[1])
	if (headOf(count, style, cut) !== head[0]) return feed - start
	const nodes: TreeNode[] = []
	let from = feed + 1
	let end = feed
	while (nodes.length < count && end < text.length) {
		const next = text.indexOf('\n', from)
		end = next === -1 ? text.length : next
		let at = from
		while (text[at] === ' ') at++
		const name = text.slice(at, end)
		if (!isName(name)) return end - start
		nodes.push({ level: at - from, name })
		from = end + 1
	}
	if (nodes.length !== count || !isTree(nodes) || !endsAt(nodes, cut)) return end - start
	return { start, end, drawing: { nodes, style, cut } }
}

/** Whether the path to the last node has all these levels. */
function endsAt(nodes: readonly TreeNode[], cut: ReadonlySet<number>): boolean {
	const deepest = nodes[nodes.length - 1]?.level ?? 0
	return [...cut].every((level) => level >= 1 && level <= deepest)
}
