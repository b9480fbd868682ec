import { parseAst } from 'vitest/node'

/** A node of the syntax tree; fields beyond these are read after a look at `type`. */
export interface SyntaxNode {
	readonly type: string
	readonly start: number
	readonly [field: string]: unknown
}

/** Parses TypeScript. Parsing, and not searching, keeps comments and strings from looking like code. */
export function parse(code: string): SyntaxNode {
	return parseAst(code, { lang: 'ts' }) as unknown as SyntaxNode
}

/** Every node below and including `node`, depth first. */
export function* nodes(node: SyntaxNode): Generator<SyntaxNode> {
	yield node
	for (const value of Object.values(node)) {
		for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodes(child)
	}
}

export function isNode(value: unknown): value is SyntaxNode {
	return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** Stands for a module whose name only a run can tell; no package may be named so. */
const COMPUTED = '<computed>'

/** What a module imports, re-exports from or requires, `import()`, `import type` and `createRequire` included. */
export function importedModules(code: string): readonly string[] {
	const found: string[] = []
	let made = 0
	let called = 0
	for (const node of nodes(parse(code))) {
		if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) {
			if (isNode(node.source)) found.push(moduleName(node.source))
		} else if (node.type === 'ImportExpression' || node.type === 'TSImportType') {
			found.push(moduleName(node.source))
		} else if (node.type === 'CallExpression') {
			const byMadeRequire = isCallOf(node.callee, 'createRequire')
			if (isCallOf(node, 'require') || byMadeRequire) found.push(moduleName((node.arguments as unknown[])[0]))
			if (isCallOf(node, 'createRequire')) made++
			if (byMadeRequire) called++
		} else if (node.type === 'VariableDeclarator' && isCallOf(node.init, 'createRequire')) {
			// Kept as `require`, its calls are found above; under another name they would not be.
			if (isNode(node.id) && node.id.name === 'require') called++
		}
	}
	return made > called ? [...found, COMPUTED] : found
}

function isCallOf(node: unknown, name: string): boolean {
	return isNode(node) && node.type === 'CallExpression' && isNode(node.callee) && node.callee.name === name
}

/** The literal name; of a template its beginning, when the package stands there whole. */
function moduleName(node: unknown): string {
	if (!isNode(node)) return COMPUTED
	if (typeof node.value === 'string') return node.value
	const first =
		node.type === 'TemplateLiteral' ? (node.quasis as { value: { cooked: string } }[])[0] : undefined
	const beginning = first?.value.cooked ?? ''
	return /^(@[^/]+\/)?[^@/]+\//.test(beginning) ? beginning : COMPUTED
}
