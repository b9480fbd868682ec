import { snakeCase } from './fields.ts'
import { eachScalar, type Located, locate, type Path, pathLabel } from './located.ts'
import type { Config } from './schema.ts'
import { Secret } from './secret.ts'
import { SECRET_NAME } from './shown.ts'

/** Where the value of a key comes from. */
export interface Provenance {
	/** `environment`: the file names a variable whose value is used. */
	readonly source: 'file' | 'environment' | 'default'
	/** 1-based; absent for defaults. */
	readonly line?: number
	/** 1-based, in UTF-16 units; absent for defaults. */
	readonly column?: number
	/** Names of the variables whose values are part of the value. */
	readonly variables?: readonly string[]
}

/** One key of the resolved configuration. Secrets stand as `[redacted]`. */
export interface ConfigEntry {
	/** As in the file: `router.routes[0].model`. */
	readonly key: string
	readonly path: Path
	readonly value:
		| string
		| number
		| boolean
		| readonly string[]
		| Readonly<Record<string, never>>
		| readonly never[]
	readonly provenance: Provenance
}

/** Every key of a configuration, defaults included, in the order of the schema. */
export function entriesOf(
	config: Config,
	root: Located | undefined,
	position: (offset: number) => { readonly line: number; readonly col: number },
): readonly ConfigEntry[] {
	const entries: ConfigEntry[] = []
	const add = (path: Path, value: unknown): void => {
		if (isLeaf(value)) {
			const provenance = provenanceOf(root, path, position)
			entries.push({ key: pathLabel(path), path, value: shown(value, provenance), provenance })
		} else if (Array.isArray(value)) {
			for (const [index, item] of value.entries()) add([...path, index], item)
		} else
			for (const [key, inner] of Object.entries(value as object)) add([...path, fileKey(path, key)], inner)
	}
	add([], config)
	return entries
}

function fileKey(parent: Path, key: string): string {
	const isNamed =
		(parent.length === 1 && (parent[0] === 'providers' || parent[0] === 'models')) ||
		(parent[0] === 'slimmer' && parent[1] === 'rules') ||
		(parent[0] === 'providers' && parent[2] === 'headers') ||
		(parent[0] === 'calls' && parent[1] === 'fallbacks') ||
		(parent.length === 2 && parent[0] === 'calls' && parent[1] === 'cascades') ||
		(parent[0] === 'router' && parent.at(-1) === 'metadata')
	return isNamed ? key : snakeCase(key)
}

function isLeaf(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || value instanceof Secret) return true
	if (Array.isArray(value)) return value.every((item) => typeof item !== 'object')
	return Object.keys(value).length === 0
}

function shown(value: unknown, provenance: Provenance): ConfigEntry['value'] {
	if (value instanceof Secret) return value.toString()
	const fromSecret = provenance.variables?.some((name) => SECRET_NAME.test(name)) === true
	return fromSecret && typeof value !== 'boolean' ? '[redacted]' : (value as ConfigEntry['value'])
}

function provenanceOf(
	root: Located | undefined,
	path: Path,
	position: (offset: number) => { readonly line: number; readonly col: number },
): Provenance {
	const node = locate(root, path)
	const isEmptySection = node?.kind === 'scalar' && node.value === null
	if (node === undefined || isEmptySection) return { source: 'default' }
	const variables = new Set<string>()
	eachScalar(node, ({ interpolated }) => {
		for (const name of interpolated?.variables ?? []) variables.add(name)
		for (const { name } of interpolated?.unresolved ?? []) variables.add(name)
	})
	const { line, col } = position(node.start)
	if (variables.size === 0) return { source: 'file', line, column: col }
	return { source: 'environment', line, column: col, variables: [...variables] }
}
