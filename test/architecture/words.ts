import type { House } from './house.ts'
import { nodes, parse } from './syntax.ts'
import { type Problem, packageNames, sourceFiles, type Tree } from './tree.ts'

/** No package writes to the console, save those the house allows. */
export function checkConsole(tree: Tree, house: House): readonly Problem[] {
	return packageNames(tree)
		.filter((name) => house[name]?.console !== true)
		.flatMap((name) => sourceFiles(tree, `packages/${name}/src`))
		.flatMap(([file, code]) =>
			[...nodes(parse(code))]
				.filter((node) => node.type === 'Identifier' && node.name === 'console')
				.map((node) => `${file}:${lineAt(code, node.start)}: uses console; tell \`observe\` instead`),
		)
}

// A folder of one machine, at the start of a path: it means nothing on any other.
const MACHINE_PATH =
	/(?<![\w.~-])\/(?:work|root)\/\w|(?<![\w.~-])\/(?:home|Users)\/(?!user\b|me\b|you\b|app\b)\w+\//
// A lockfile names a host only where a package does not come from the registry that the reader has configured.
const LOCK_HOST = /https?:\/\/\S+/

/** No file names a folder of the machine it was written on, and the lockfile names no host. */
export function checkMachineNames(tree: Tree): readonly Problem[] {
	const problems: Problem[] = []
	for (const [path, text] of tree) {
		const pattern = path === 'pnpm-lock.yaml' ? LOCK_HOST : MACHINE_PATH
		for (const [index, line] of text.split('\n').entries()) {
			const match = pattern.exec(line)
			if (match) problems.push(`${path}:${index + 1}: names ${match[0]}, which only one machine knows`)
		}
	}
	return problems
}

function lineAt(text: string, offset: number): number {
	return text.slice(0, offset).split('\n').length
}
