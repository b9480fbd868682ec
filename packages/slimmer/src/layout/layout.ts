import { markCode } from './code.ts'
import { markDiffs } from './diff.ts'
import { markFences } from './fence.ts'
import { type LineKind, Lines } from './lines.ts'
import { markPreformatted } from './preformatted.ts'

/** The lines of a text and what each of them is; see `LineKind`. */
export interface Layout {
	readonly lines: Lines
	kind(line: number): LineKind
	/** Whether white space between words may be changed in a line: it is plain text or data, not code or a diff. */
	isLoose(line: number): boolean
}

/** The layout of a text, read when first asked for: rules that need no lines do not pay for them. Linear. */
export function readLayout(text: string): Layout {
	let read: Lines | undefined
	const lines = (): Lines => {
		read ??= readLines(text)
		return read
	}
	return {
		get lines() {
			return lines()
		},
		kind: (line) => lines().kind(line),
		isLoose: (line) => lines().kind(line) === 'text',
	}
}

function readLines(text: string): Lines {
	const lines = new Lines(text)
	markFences(lines)
	markDiffs(lines)
	markPreformatted(lines)
	markCode(lines)
	return lines
}
