import type { House } from './house.ts'
import { importedModules } from './syntax.ts'
import { type Problem, packageNames, sourceFiles, type Tree } from './tree.ts'

/**
 * Every import of a package's sources is a file of the same `src`, a `node:` module, or a package that both
 * the house and the manifest allow.
 */
export function checkImports(tree: Tree, house: House): readonly Problem[] {
	const problems: Problem[] = []
	for (const name of packageNames(tree)) {
		const room = house[name]
		if (room === undefined) continue
		const arrows = room.arrows.map((arrow) => `@headroom/${arrow}`)
		const allowed = new Set([
			...arrows,
			...room.dependencies,
			...(room.optional ?? []),
			...(room.peers ?? []),
		])
		const declared = declaredIn(tree.get(`packages/${name}/package.json`) ?? '{}')
		for (const [file, text] of sourceFiles(tree, `packages/${name}/src`)) {
			for (const module of importedModules(text)) {
				const problem = judge(module, file, name, allowed, declared)
				if (problem !== undefined) problems.push(`${file}: ${problem}`)
			}
		}
	}
	return problems
}

function judge(
	module: string,
	file: string,
	name: string,
	allowed: ReadonlySet<string>,
	declared: ReadonlySet<string>,
): Problem | undefined {
	if (module.startsWith('node:')) return undefined
	if (module.startsWith('.')) {
		const target = new URL(module, `file:///${file}`).pathname.slice(1)
		if (!target.startsWith(`packages/${name}/src/`)) return `imports ${module}, which is outside its own src`
		return module.endsWith('.ts') ? undefined : `imports ${module}: a relative import ends in .ts`
	}
	const owner = module.split('/', module.startsWith('@') ? 2 : 1).join('/')
	if (!allowed.has(owner)) return `must not import ${module}`
	return declared.has(owner) ? undefined : `imports ${module}, which its package.json does not declare`
}

function declaredIn(manifest: string): ReadonlySet<string> {
	const fields = JSON.parse(manifest) as Record<string, Record<string, string> | undefined>
	const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies']
	return new Set(kinds.flatMap((kind) => Object.keys(fields[kind] ?? {})))
}
