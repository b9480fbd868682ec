import type { TreeStyle } from './style.ts'

/** A line of a tree: level 0 is a root, which stands undrawn; its children are at level 1. */
export interface TreeNode {
	readonly level: number
	readonly name: string
}

/** Whether every node stands at most one level below the one before it, and the first at level 0 or 1. */
export function isTree(nodes: readonly TreeNode[]): boolean {
	let above = 0
	for (const { level } of nodes) {
		if (level > above + 1) return false
		above = level
	}
	return nodes.length > 0
}

/**
 * Draws a tree, line by line. `cut` holds the levels whose last node is drawn as if more followed, as in a drawing
 * whose end was cut off.
 */
export function drawTree(
	nodes: readonly TreeNode[],
	style: TreeStyle,
	cut: ReadonlySet<number>,
): readonly string[] {
	const goesOn = followed(nodes, cut)
	const stems: string[] = ['']
	return nodes.map(({ level, name }, index) => {
		if (level === 0) return name
		const more = goesOn[index] === true
		const stem = stems[level - 1] ?? ''
		stems[level] = stem + (more ? style.pipe : style.gap)
		const isParent = (nodes[index + 1]?.level ?? 0) > level
		const marks = isParent ? (style.parent ?? style) : style
		return stem + (more ? marks.branch : marks.last) + name
	})
}

/** For each node, whether a sibling follows below it. */
function followed(nodes: readonly TreeNode[], cut: ReadonlySet<number>): readonly boolean[] {
	const goesOn = new Array<boolean>(nodes.length).fill(false)
	/** Whether a node of a level stands below, with none of a lower level in between. */
	const waiting: boolean[] = []
	let lowest = Number.POSITIVE_INFINITY
	for (let index = nodes.length - 1; index >= 0; index--) {
		const level = nodes[index]?.level ?? 0
		goesOn[index] = waiting[level] === true || (level < lowest && cut.has(level))
		lowest = Math.min(lowest, level)
		waiting.length = Math.min(waiting.length, level)
		while (waiting.length < level) waiting.push(false)
		waiting.push(true)
	}
	return goesOn
}
