import { lineCap } from './house.ts'
import type { Problem, Tree } from './tree.ts'

const DRAWER = /^(utils?|helpers?|common|shared|misc|types)(\..+)?$/

/** Files are short, named for what they do, and tests stand where tests are looked for. */
export function checkFiles(tree: Tree): readonly Problem[] {
	const problems: Problem[] = []
	for (const [path, text] of tree) {
		const code = /\.(m?[jt]s)$/.test(path) && !path.endsWith('.gen.ts')
		if (!code) continue
		const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
		if (isCapped(path) && lines > lineCap)
			problems.push(`${path}: ${lines} lines, at most ${lineCap} are allowed`)
		if (path.split('/').some((segment) => DRAWER.test(segment))) {
			problems.push(`${path}: a drawer; name the file for the one thing it does`)
		}
		if (/\.(test|spec)\.m?[jt]s$/.test(path) && !/^(packages\/[^/]+\/|bench\/)?test\//.test(path)) {
			problems.push(`${path}: a test stands in test/, not beside the code`)
		}
		if (/^packages\/[^/]+\/src\//.test(path) && !path.endsWith('.ts')) {
			problems.push(`${path}: sources are .ts files`)
		}
	}
	return problems
}

/** A package's tests may be long lists of cases; everything else is capped. */
function isCapped(path: string): boolean {
	return !/^packages\/[^/]+\/test\//.test(path)
}
