import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files of a repository: path from its root, with `/`, to text. Checks read this, never the disk. */
export type Tree = ReadonlyMap<string, string>

/** One thing that departs from the house: where, and what is wrong. */
export type Problem = string

const GENERATED = new Set(['node_modules', 'dist', '.turbo', '.cache', '.git', 'coverage', 'results'])

/** Reads every file under `root` except what git ignores and datasets, which are data and not ours to style. */
export function readTree(root: string, folder = ''): Tree {
	const tree = new Map<string, string>()
	for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`
		if (GENERATED.has(entry.name) || path === 'datasets' || entry.name.endsWith('.tsbuildinfo')) continue
		if (entry.isDirectory()) for (const [inner, text] of readTree(root, path)) tree.set(inner, text)
		else if (entry.isFile()) tree.set(path, readFileSync(join(root, path), 'utf8'))
	}
	return tree
}

/** Names of the folders under packages/, in order. */
export function packageNames(tree: Tree): readonly string[] {
	const names = [...tree.keys()].map((path) => /^packages\/([^/]+)\//.exec(path)?.[1])
	return [...new Set(names.filter((name) => name !== undefined))].sort()
}

/** The TypeScript files below a folder, generated ones left out: path and text. */
export function sourceFiles(tree: Tree, folder: string): readonly (readonly [string, string])[] {
	return [...tree].filter(
		([path]) => path.startsWith(`${folder}/`) && /\.m?ts$/.test(path) && !path.endsWith('.gen.ts'),
	)
}
