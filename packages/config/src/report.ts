import { ConfigError, type ConfigProblem } from '@headroom/spec'
import { type Frame, Framer } from './frame.ts'
import { lineCounterOf } from './lines.ts'
import type { PlacedProblem } from './located.ts'

/** A problem together with the line it points at, secrets masked. */
export interface FramedProblem extends ConfigProblem {
	readonly frame?: Frame
}

/** Most problems of one file that are told; whoever corrects these runs the check again. */
const MAX_PROBLEMS = 50

/** The error for a file with problems, in the order of the file, each one once. */
export function configError(path: string, source: string, problems: readonly PlacedProblem[]): ConfigError {
	const lines = lineCounterOf(source)
	const framer = new Framer(source, lines)
	const unique = new Map(problems.map((problem) => [`${problem.offset} ${problem.message}`, problem]))
	const sorted = [...unique.values()].sort((a, b) => a.offset - b.offset)
	const framed = sorted.slice(0, MAX_PROBLEMS).map(({ offset, message }): FramedProblem => {
		const { line, col } = lines.linePos(offset)
		return { path, line, column: col, message, frame: framer.at(offset) }
	})
	const more = sorted.length - framed.length
	const [first] = framed
	if (more > 0 && first !== undefined) {
		const message = `and ${more} more problems that are not shown; correct these first`
		framed.push({ path, line: framed.at(-1)?.line ?? 1, column: framed.at(-1)?.column ?? 1, message })
	}
	return new ConfigError(framed.map(problemLine).join('\n'), framed)
}

/** The error for a file that could not be read at all. */
export function unreadable(path: string, message: string, cause: unknown): ConfigError {
	const problem: ConfigProblem = { path, line: 1, column: 1, message }
	return new ConfigError(problemLine(problem), [problem], { cause })
}

/** `headroom.yaml:14:7 error unknown key …`, as editors and terminals link it. */
export function problemLine({ path, line, column, message }: ConfigProblem): string {
	return `${path}:${line}:${column} error ${message}`
}
