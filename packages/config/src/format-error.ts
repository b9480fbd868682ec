import type { ConfigError } from '@headroom/spec'
import { type FramedProblem, problemLine } from './report.ts'

const RED = '\u001b[31m'
const BOLD = '\u001b[1m'
const DIM = '\u001b[2m'
const RESET = '\u001b[0m'

/** How an error is laid out. */
export interface FormatOptions {
	/** Whether escape codes for colours are used. @default false */
	readonly color?: boolean
}

/**
 * The problems of a configuration for a person: place, message, and the line with a caret under the spot.
 *
 * Values of keys and headers are masked in the lines shown. Ends with a line break.
 */
export function formatConfigError(error: ConfigError, options: FormatOptions = {}): string {
	const paint = (code: string, text: string): string =>
		options.color === true ? `${code}${text}${RESET}` : text
	const blocks = (error.problems as readonly FramedProblem[]).map((problem) => {
		const { path, line, column, message, frame } = problem
		const head =
			options.color === true
				? `${BOLD}${path}:${line}:${column}${RESET} ${RED}error${RESET} ${message}`
				: problemLine(problem)
		if (frame === undefined) return `${head}\n`
		const gutter = `${frame.line} | `
		const blank = `${' '.repeat(gutter.length - 2)}| `
		return `${head}\n  ${paint(DIM, gutter)}${frame.text}\n  ${paint(DIM, blank)}${paint(RED, frame.caret)}\n`
	})
	return blocks.join('\n')
}
