/** The programs that stand in README files, and what they say they print. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every block of one language in README.md and packages/*\/README.md, in the order of the text.
 *
 * `id` is fit for a file name, `place` for a message; `line` is the 1-based line of the block's first line.
 */
export function readmeBlocks(root, language) {
	const packages = readdirSync(join(root, 'packages')).sort()
	const files = ['README.md', ...packages.map((name) => `packages/${name}/README.md`)]
	return files.flatMap((file) => {
		const text = readIfThere(join(root, file))
		const owner = file === 'README.md' ? 'root' : file.split('/')[1]
		return blocksOf(text, language).map(({ code, line }, index) => ({
			id: `${owner}-${index + 1}`,
			place: `${file}:${line}`,
			file,
			line,
			code,
		}))
	})
}

/** The fenced blocks of a Markdown text whose info string is exactly `language`. */
export function blocksOf(markdown, language) {
	const blocks = []
	let open
	for (const [index, text] of markdown.split(/\r?\n/).entries()) {
		const fence = /^```(\S*)\s*$/.exec(text)
		if (open === undefined && fence) open = { language: fence[1], line: index + 2, lines: [] }
		else if (open !== undefined && fence?.[1] === '') {
			if (open.language === language) blocks.push({ code: `${open.lines.join('\n')}\n`, line: open.line })
			open = undefined
		} else open?.lines.push(text)
	}
	return blocks
}

/** The lines a program promises to print: what follows `// → ` in it, in order. */
export function expectedLines(code) {
	return [...code.matchAll(/\/\/ → ?(.*)$/gm)].map((match) => match[1].trimEnd())
}

/**
 * The first promised line that was not printed in its turn, or `undefined` when all were.
 *
 * Other lines may stand between them: a line without a promise is free.
 */
export function missingLine(expected, printed) {
	let from = 0
	for (const line of expected) {
		const at = printed.findIndex((text, index) => index >= from && text.trimEnd() === line)
		if (at < 0) return line
		from = at + 1
	}
	return undefined
}

function readIfThere(file) {
	try {
		return readFileSync(file, 'utf8')
	} catch (error) {
		if (error.code === 'ENOENT') return ''
		throw error
	}
}
