/** How a program draws trees: what stands before the name of a node. All strings end in a blank. */
export interface TreeStyle {
	/** How a head line calls it: for a program that draws so. */
	readonly name: string
	/** Stands under an ancestor that has siblings below. */
	readonly pipe: string
	/** Stands under an ancestor that has none. */
	readonly gap: string
	/** Before a node that has siblings below, and before one that has not. */
	readonly branch: string
	readonly last: string
	/** The same before a node that has children, where that is drawn. @default as for one without */
	readonly parent?: { readonly branch: string; readonly last: string }
}

/** Known drawings; among those that fit a drawing equally well the first is taken. */
export const treeStyles: readonly TreeStyle[] = [
	{ name: 'tree', pipe: '│   ', gap: '    ', branch: '├── ', last: '└── ' },
	{
		name: 'npm',
		pipe: '│ ',
		gap: '  ',
		branch: '├── ',
		last: '└── ',
		parent: { branch: '├─┬ ', last: '└─┬ ' },
	},
	// `tree` itself writes no-break spaces under a UTF-8 locale.
	{ name: 'hard-space tree', pipe: '│\u00a0\u00a0 ', gap: '    ', branch: '├── ', last: '└── ' },
	{ name: 'eza', pipe: '│  ', gap: '   ', branch: '├── ', last: '└── ' },
	{ name: 'yarn', pipe: '│  ', gap: '   ', branch: '├─ ', last: '└─ ' },
	{ name: 'narrow tree', pipe: '│ ', gap: '  ', branch: '├── ', last: '└── ' },
	{ name: 'ASCII tree', pipe: '|   ', gap: '    ', branch: '|-- ', last: '`-- ' },
	{ name: 'ASCII plus', pipe: '|   ', gap: '    ', branch: '+-- ', last: '`-- ' },
	{ name: 'ASCII npm', pipe: '| ', gap: '  ', branch: '+-- ', last: '`-- ' },
	{ name: 'Gradle', pipe: '|    ', gap: '     ', branch: '+--- ', last: '\\--- ' },
	{ name: 'Maven', pipe: '|  ', gap: '   ', branch: '+- ', last: '\\- ' },
]

/** What a drawn line shows. */
export interface DrawnLine {
	readonly name: string
	/** For each ancestor from level 1 on, whether a pipe stands under it. */
	readonly pipes: readonly boolean[]
	readonly isLast: boolean
	/** Whether it is drawn with children; `undefined` where the style does not say. */
	readonly isParent: boolean | undefined
}

/** Reads a line drawn in a style; `undefined` for any other line, or one whose name is empty or begins with a blank. */
export function readDrawn(line: string, style: TreeStyle): DrawnLine | undefined {
	const pipes: boolean[] = []
	let at = 0
	for (;;) {
		if (line.startsWith(style.pipe, at)) pipes.push(true)
		else if (line.startsWith(style.gap, at)) pipes.push(false)
		else break
		at += (pipes[pipes.length - 1] ? style.pipe : style.gap).length
	}
	for (const [marks, isParent] of [
		[style, style.parent === undefined ? undefined : false],
		[style.parent, true],
	] as const) {
		if (marks === undefined) continue
		const isLast = line.startsWith(marks.last, at)
		if (!isLast && !line.startsWith(marks.branch, at)) continue
		const name = line.slice(at + (isLast ? marks.last : marks.branch).length)
		return isName(name) ? { name, pipes, isLast, isParent } : undefined
	}
	return undefined
}

/** Whether indentation before a name can be told from the name. */
export function isName(name: string): boolean {
	return /^\S/.test(name)
}

/** Whether a node at level 1 is drawn at `at`: quick, since most lines of most texts are none. */
export function beginsNode(text: string, at: number, { branch, last, parent }: TreeStyle): boolean {
	if (text.startsWith(branch, at) || text.startsWith(last, at)) return true
	return parent !== undefined && (text.startsWith(parent.branch, at) || text.startsWith(parent.last, at))
}
