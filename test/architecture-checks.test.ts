import { describe, expect, it } from 'vitest'
import { checkExports, entryPoints, exportList } from './architecture/exports.ts'
import { checkFiles } from './architecture/files.ts'
import { checkImports } from './architecture/imports.ts'
import { madeUpHouse, madeUpTree } from './architecture/made-up.ts'
import { checkManifests } from './architecture/manifests.ts'
import { checkReadmes } from './architecture/readmes.ts'
import { type Problem, packageNames, type Tree } from './architecture/tree.ts'
import { lines, violations } from './architecture/violations.ts'
import { checkConsole, checkMachineNames } from './architecture/words.ts'

/** Every check of the house on one tree. */
function problemsOf(tree: Tree): readonly Problem[] {
	return [
		...checkManifests(tree, madeUpHouse),
		...checkImports(tree, madeUpHouse),
		...checkExports(tree),
		...checkFiles(tree),
		...checkReadmes(tree),
		...checkConsole(tree, madeUpHouse),
		...checkMachineNames(tree),
	]
}

describe('the checks of the house', () => {
	it('pass a tree that keeps to it', () => {
		expect(problemsOf(madeUpTree())).toEqual([])
	})

	it.each(violations)('catch %s', (_name, changes, complaint) => {
		const problems = problemsOf(madeUpTree(changes))
		expect(problems.filter((problem) => complaint.test(problem))).not.toEqual([])
	})

	it('leave room for what only looks wrong', () => {
		const tree = madeUpTree({
			'packages/base/src/long.ts': lines(300),
			'packages/base/src/prices.gen.ts': lines(5000),
			'packages/base/CHANGELOG.md': '# Changes\n',
			'packages/top/src/deep/two.ts': `import { createRequire } from 'node:module'\nexport const two = (name: string) => createRequire('x')(\`yaml/\${name}\`)\n`,
			'README.md': 'https://example.com/work/main and a ./work/main and src/root/x\n',
		})
		expect(problemsOf(tree)).toEqual([])
	})
})

describe('reading the house', () => {
	it('lists exports by name, types marked, aliases under the name users see', () => {
		const code =
			"export type { B, A } from './a.ts'\nexport { run, type Options, inner as outer } from './b.ts'\n// export { no } from './c.ts'\n"
		expect(exportList(code)).toBe('type A\ntype B\ntype Options\nouter\nrun\n')
	})

	it('finds the source behind every entry point', () => {
		expect([...entryPoints(madeUpTree())]).toEqual([
			['@headroom/base', 'packages/base/src/index.ts'],
			['@headroom/top', 'packages/top/src/index.ts'],
		])
	})

	it('finds packages by their folders', () => {
		expect(packageNames(madeUpTree({ 'packages/aaa/src/x.ts': '' }))).toEqual(['aaa', 'base', 'top'])
	})
})
