import { isAbsolute, normalize } from 'node:path'
import { type Located, locate, type Path, type PlacedProblem, pathLabel } from './located.ts'

/**
 * Refuses files outside of the folder of a headroom.yaml that merely lay there: whoever runs a command in a folder of
 * somebody else must not have files of their own written to, or read.
 *
 * Allowed is a path that is wholly the value of a variable, since the user set it.
 */
export function checkFiles(root: Located | undefined): readonly PlacedProblem[] {
	return [...WRITTEN.map((key) => ({ key, doing: 'write' })), ...readFiles(root)].flatMap(
		({ key, doing }) => {
			const path = locate(root, key)
			if (path?.kind !== 'scalar' || typeof path.value !== 'string') return []
			if (path.interpolated?.wholly === true || isInside(path.value)) return []
			return [
				{
					offset: path.start,
					message:
						`${pathLabel(key)}: refused to ${doing} outside the folder of this file, since it was found there and not named by you; ` +
						'if you trust it, name it with --config or HEADROOM_CONFIG, or set HEADROOM_TRUST=1',
				},
			]
		},
	)
}

/** Every key that names a file to write to. */
const WRITTEN: readonly Path[] = [
	['compressor', 'recall', 'path'],
	['monitoring', 'ledger', 'path'],
]

/** Every key that names a file to read. */
function readFiles(root: Located | undefined): { readonly key: Path; readonly doing: string }[] {
	const routes = locate(root, ['router', 'routes'])
	const cascades = locate(root, ['calls', 'cascades'])
	const keys: Path[] = [['router', 'fitted']]
	if (routes?.kind === 'list')
		for (const index of routes.items.keys()) keys.push(['router', 'routes', index, 'learned'])
	if (cascades?.kind === 'map')
		for (const model of cascades.entries.keys()) keys.push(['calls', 'cascades', model, 'rule'])
	return keys.map((key) => ({ key, doing: 'read' }))
}

function isInside(path: string): boolean {
	return !isAbsolute(path) && !/^\.\.(?:[\\/]|$)/.test(normalize(path))
}
