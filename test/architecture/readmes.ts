import { readmeHeadings } from './house.ts'
import { type Problem, packageNames, type Tree } from './tree.ts'

/** Every package has a README with the one skeleton and at least one program. */
export function checkReadmes(tree: Tree): readonly Problem[] {
	return packageNames(tree).flatMap((name) => {
		const file = `packages/${name}/README.md`
		const text = tree.get(file)
		if (text === undefined) return [`${file}: is missing`]
		const prose = withoutFences(text)
		const problems: Problem[] = []
		if (!prose.startsWith(`# @headroom/${name}\n`))
			problems.push(`${file}: must begin with "# @headroom/${name}"`)
		const headings = [...prose.matchAll(/^## (.+)$/gm)].map((match) => match[1])
		if (headings.join('\n') !== readmeHeadings.join('\n')) {
			problems.push(
				`${file}: its headings are [${headings.join(' | ')}], expected [${readmeHeadings.join(' | ')}]`,
			)
		}
		return problems
	})
}

/** The text without its fenced blocks, in which `##` is a comment of a shell and not a heading. */
function withoutFences(markdown: string): string {
	let inside = false
	const kept = markdown.split(/\r?\n/).filter((line) => {
		if (!line.startsWith('```')) return !inside
		inside = !inside
		return false
	})
	return `${kept.join('\n')}\n`
}
