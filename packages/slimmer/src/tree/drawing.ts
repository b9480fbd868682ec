import type { Layout } from '../layout/layout.ts'
import type { TreeNode } from './node.ts'
import { beginsNode, isName, readDrawn, type TreeStyle, treeStyles } from './style.ts'

/** A drawn tree, or several below each other, with the roots that stand above them. */
export interface Drawing {
	/** First line, 0-based. */
	readonly first: number
	readonly style: TreeStyle
	/** One node a line. */
	readonly nodes: readonly TreeNode[]
	/** Levels whose last node is drawn as if more followed. */
	readonly cut: ReadonlySet<number>
}

/** Fewest drawn lines that are a tree rather than a list. */
const FEWEST = 3

/**
 * Finds drawings in plain text that follow from the levels of their nodes. A line that does not follow ends a
 * drawing; the next begins where a line is drawn at level 1 again.
 */
export function findDrawings(layout: Layout): readonly Drawing[] {
	const { lines } = layout
	const styles = treeStyles.filter(
		({ branch, last }) => lines.text.includes(branch) || lines.text.includes(last),
	)
	if (styles.length === 0) return []
	const found: Drawing[] = []
	for (let line = 0, free = 0; line < lines.count; ) {
		let best: Drawing | undefined
		if (layout.isLoose(line)) {
			for (const style of styles) {
				if (!beginsNode(lines.text, lines.start(line), style)) continue
				const drawing = readDrawing(layout, line, style, free)
				if (drawing !== undefined && drawing.nodes.length > (best?.nodes.length ?? 0)) best = drawing
			}
		}
		if (best === undefined) line++
		else {
			found.push(best)
			line = free = best.first + best.nodes.length
		}
	}
	return found
}

/** A node as it is drawn. */
interface DrawnNode extends TreeNode {
	readonly isLast: boolean
	readonly isParent: boolean | undefined
}

/**
 * Reads a drawing from its first line at level 1, as far as it goes. The line above is its root, unless it stands
 * before line `free`.
 */
function readDrawing(layout: Layout, from: number, style: TreeStyle, free: number): Drawing | undefined {
	const first = from > free && isRoot(layout, from - 1, style) ? from - 1 : from
	const nodes: DrawnNode[] = []
	const path: DrawnNode[] = []
	for (let line = first; line < layout.lines.count; line++) {
		const node = nextNode(layout, line, style, path)
		if (node === undefined) break
		path.length = Math.min(path.length, node.level)
		if (path.length < node.level) path.push(node)
		path[node.level] = node
		nodes.push(node)
	}
	while (nodes[nodes.length - 1]?.isParent === true) nodes.pop()
	if (nodes.filter(({ level }) => level > 0).length < FEWEST) return undefined
	return { first, style, nodes, cut: levelsCut(nodes) }
}

/** The node on a line if it may follow the path down to the node above it. */
function nextNode(
	layout: Layout,
	line: number,
	style: TreeStyle,
	path: readonly DrawnNode[],
): DrawnNode | undefined {
	const above = path[path.length - 1]
	// A carriage return at the end of a line is part of the name.
	const drawn = layout.isLoose(line) ? readDrawn(layout.lines.whole(line), style) : undefined
	if (drawn === undefined) {
		const mayBegin = above?.isParent !== true && path.every(({ isLast }) => isLast)
		if (!mayBegin || !isRoot(layout, line, style)) return undefined
		return { level: 0, name: layout.lines.whole(line), isLast: true, isParent: undefined }
	}
	const { pipes, name, isLast, isParent } = drawn
	const level = pipes.length + 1
	// A tree without a root begins at level 1.
	if (level > Math.max(1, path.length)) return undefined
	if (above?.isParent !== undefined && above.isParent !== level >= path.length) return undefined
	for (let at = 1; at < Math.max(level, path.length); at++) {
		const last = path[at]?.isLast
		if (last !== undefined && last !== (at < level ? pipes[at - 1] === false : at > level)) return undefined
	}
	return { level, name, isLast, isParent }
}

/** Whether a line is plain text right above a node at level 1. */
function isRoot(layout: Layout, line: number, style: TreeStyle): boolean {
	const { lines } = layout
	if (line + 1 >= lines.count || !layout.isLoose(line) || !layout.isLoose(line + 1)) return false
	const content = lines.whole(line)
	if (!isName(content) || readDrawn(content, style) !== undefined) return false
	return readDrawn(lines.whole(line + 1), style)?.pipes.length === 0
}

function levelsCut(nodes: readonly DrawnNode[]): ReadonlySet<number> {
	const cut = new Set<number>()
	let lowest = Number.POSITIVE_INFINITY
	for (let index = nodes.length - 1; index >= 0 && lowest > 0; index--) {
		const node = nodes[index]
		if (node === undefined || node.level >= lowest) continue
		lowest = node.level
		if (!node.isLast) cut.add(lowest)
	}
	return cut
}
