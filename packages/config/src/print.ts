import type { ConfigEntry } from './entries.ts'
import type { LoadedConfig } from './load.ts'
import { UNPRINTABLE } from './shown.ts'

/** Widest value, in characters, that still pushes the column of comments to the right. */
const COMMENT_COLUMN = 60

interface Row {
	readonly text: string
	readonly comment: string
}

type Tree = Map<string | number, Tree | ConfigEntry>

/**
 * The resolved configuration as YAML, each value with where it comes from in a comment. Secrets stand as
 * `[redacted]`. Ends with a line break.
 */
export function printConfig(loaded: LoadedConfig): string {
	const tree: Tree = new Map()
	for (const entry of loaded.entries) plant(tree, entry)
	const rows = rowsOf(tree, '', loaded.displayPath)
	const width = Math.max(
		0,
		...rows.map(({ text }) => text.length).filter((length) => length <= COMMENT_COLUMN),
	)
	const lines = rows.map(({ text, comment }) =>
		comment === '' ? text : `${text.padEnd(width)}  # ${comment}`,
	)
	return `${[`# ${headline(loaded)}`, ...lines].join('\n')}\n`
}

function headline({ source, displayPath }: LoadedConfig): string {
	if (source === 'defaults') return 'no headroom.yaml was found: every value is a default'
	return source === 'inline' ? displayPath : `${displayPath} (${FOUND_BY[source]})`
}

const FOUND_BY = {
	argument: 'named by you',
	environment: 'named by HEADROOM_CONFIG',
	discovered: 'found in the folder or above it',
}

function plant(tree: Tree, entry: ConfigEntry): void {
	let node = tree
	for (const step of entry.path.slice(0, -1)) {
		let inner = node.get(step)
		if (!(inner instanceof Map)) {
			inner = new Map()
			node.set(step, inner)
		}
		node = inner
	}
	node.set(entry.path.at(-1) ?? '', entry)
}

function rowsOf(tree: Tree, indent: string, path: string): Row[] {
	const rows: Row[] = []
	for (const [step, inner] of tree) {
		if (typeof step === 'number') {
			if (!(inner instanceof Map)) continue
			const [first, ...rest] = rowsOf(inner, `${indent}  `, path)
			if (first === undefined) continue
			rows.push({ text: `${indent}- ${first.text.trimStart()}`, comment: first.comment }, ...rest)
		} else if (inner instanceof Map) {
			rows.push({ text: `${indent}${keyText(step)}:`, comment: '' }, ...rowsOf(inner, `${indent}  `, path))
		} else {
			rows.push({
				text: `${indent}${keyText(step)}: ${valueText(inner.value)}`,
				comment: origin(inner, path),
			})
		}
	}
	return rows
}

function keyText(key: string): string {
	return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? key : valueText(key)
}

/** JSON, which YAML reads as it is; what a terminal would act on is escaped. */
function valueText(value: unknown): string {
	return JSON.stringify(value).replace(UNPRINTABLE, (character) => {
		const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
		return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
	})
}

function origin({ provenance }: ConfigEntry, path: string): string {
	const { source, line, column, variables = [] } = provenance
	if (source === 'default') return 'default'
	const place = `${path}:${line}:${column}`
	return variables.length === 0 ? place : `${place}, env ${variables.join(', ')}`
}
