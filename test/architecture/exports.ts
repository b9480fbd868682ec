import { isNode, nodes, parse, type SyntaxNode } from './syntax.ts'
import { type Problem, packageNames, sourceFiles, type Tree } from './tree.ts'

/** The sources behind what a package exports: `@headroom/spec/testing` to `packages/spec/src/testing/index.ts`. */
export function entryPoints(tree: Tree): ReadonlyMap<string, string> {
	const entries = new Map<string, string>()
	for (const name of packageNames(tree)) {
		const manifest = JSON.parse(tree.get(`packages/${name}/package.json`) ?? '{}') as {
			exports?: Record<string, { default?: string }>
		}
		for (const [path, target] of Object.entries(manifest.exports ?? {})) {
			const file = target.default?.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts')
			if (file !== undefined) entries.set(`@headroom/${name}${path.slice(1)}`, `packages/${name}/${file}`)
		}
	}
	return entries
}

/** The exports of an entry point, one a line, sorted, each with `type` before it when it leaves nothing at run time. */
export function exportList(code: string): string {
	const lines = exportStatements(code).flatMap((statement) =>
		list(statement.specifiers).map((specifier) => {
			const type = statement.exportKind === 'type' || specifier.exportKind === 'type'
			return `${type ? 'type ' : ''}${nameOf(specifier.exported)}`
		}),
	)
	const key = (line: string) => line.replace(/^type /, '')
	return `${lines.sort((a, b) => (key(a) < key(b) ? -1 : 1)).join('\n')}\n`
}

/** Entry points exist and hold nothing but lists of names; no file exports a default or a star. */
export function checkExports(tree: Tree): readonly Problem[] {
	const problems: Problem[] = []
	for (const [entry, file] of entryPoints(tree)) {
		const code = tree.get(file)
		if (code === undefined) problems.push(`${entry}: its source ${file} is missing`)
		else if (list(parse(code).body).some((node) => !isExportList(node))) {
			problems.push(`${file}: an entry point holds \`export { … } from\` lists and nothing else`)
		}
	}
	for (const name of packageNames(tree)) {
		for (const [file, code] of sourceFiles(tree, `packages/${name}/src`)) {
			for (const node of nodes(parse(code))) {
				if (node.type === 'ExportDefaultDeclaration') problems.push(`${file}: exports a default`)
				if (node.type === 'ExportAllDeclaration') problems.push(`${file}: exports \`*\``)
			}
		}
	}
	return problems
}

function exportStatements(code: string): readonly SyntaxNode[] {
	return list(parse(code).body).filter(isExportList)
}

function isExportList(node: SyntaxNode): boolean {
	const namesDefault = list(node.specifiers).some((specifier) => nameOf(specifier.exported) === 'default')
	return node.type === 'ExportNamedDeclaration' && isNode(node.source) && !namesDefault
}

function list(value: unknown): readonly SyntaxNode[] {
	return Array.isArray(value) ? value.filter(isNode) : []
}

function nameOf(value: unknown): string {
	return isNode(value) ? String(value.name ?? value.value) : ''
}
