import { endsAsPrefix, hasBoxes } from '../layout/indent.ts'
import type { Layout } from '../layout/layout.ts'
import { isQuoted, QuoteIndex } from '../layout/quotes.ts'
import { stampOf } from '../log/words.ts'
import type { Edit, Rule } from '../rule.ts'

/** A run of two or more spaces between words, as offsets from the line's start. */
interface Run {
	readonly start: number
	readonly end: number
}

const RUN = / {2,}/g
/** Rules of ASCII tables. */
const DRAWING = /\+[-=]{2}|[-=]{2}\+/
/** Lines of marks alone: with a caret among them they point at the line above. */
const POINTING = /^[\s^~|'`.,:_-]*$/

/**
 * Shortens runs of spaces between words to one space, in plain text.
 *
 * Lines that are spaced out in step with a neighbour stay, since the spaces may hold columns apart; so do quotes,
 * inline code, drawings, indentation, lines of logs, fences, code and diffs. Tabs are never touched: they part cells.
 */
export const innerSpaces: Rule = {
	name: 'inner-spaces',
	level: 'standard',
	apply(text, { layout }) {
		if (!text.includes('  ')) return []
		const { lines } = layout
		const quotes = new QuoteIndex(lines)
		const edits: Edit[] = []
		let above: LineRuns | undefined
		let here = readRuns(layout, 0)
		for (let line = 0; line < lines.count; line++) {
			const below = readRuns(layout, line + 1)
			if (here.runs.length > 0 && !isInStep(here, above) && !isInStep(here, below)) {
				const base = lines.start(line)
				for (const run of here.runs)
					if (!isQuoted(quotes, line, base + run.start))
						edits.push({ start: base + run.start + 1, end: base + run.end, replacement: '' })
			}
			above = here
			here = below
		}
		return edits
	},
}

interface LineRuns {
	readonly content: string
	readonly runs: readonly Run[]
	readonly drawing: boolean
}

const NONE: LineRuns = { content: '', runs: [], drawing: false }

function readRuns(layout: Layout, line: number): LineRuns {
	if (line >= layout.lines.count || layout.lines.isBlank(line)) return NONE
	const content = layout.lines.slice(line).trimEnd()
	const drawing = content.length < 2000 && isDrawing(content)
	if (drawing || !layout.isLoose(line) || !content.includes('  ')) return { content, runs: [], drawing }
	const indent = layout.lines.indent(line) - layout.lines.start(line)
	// The encoder of logs reads the shape of such lines, spaces included.
	if (stampOf(content) !== undefined) return { content, runs: [], drawing }
	const [gap] = content.slice(indent).match(/^.*?(?= {2})/) ?? ['']
	if (endsAsPrefix(gap)) return { content, runs: [], drawing }
	const runs: Run[] = []
	for (const match of content.matchAll(RUN))
		if (match.index >= indent) runs.push({ start: match.index, end: match.index + match[0].length })
	return { content, runs, drawing }
}

function isDrawing(content: string): boolean {
	return hasBoxes(content) || DRAWING.test(content) || (content.includes('^') && POINTING.test(content))
}

/**
 * Whether two neighbouring lines seem to share columns: a gap of one starts or ends where a gap of the other does,
 * or holds a whole word of the other. Symmetric, so that what stays keeps its reason to stay.
 */
function isInStep(line: LineRuns, other: LineRuns | undefined): boolean {
	if (other === undefined || other.content === '') return false
	if (other.drawing) return true
	return sharesEdge(line.runs, other.runs) || holdsWord(line, other) || holdsWord(other, line)
}

function sharesEdge(some: readonly Run[], others: readonly Run[]): boolean {
	let index = 0
	for (const run of some) {
		while (index < others.length && (others[index]?.end ?? 0) < run.start) index++
		for (let at = index; at < others.length; at++) {
			const other = others[at]
			if (other === undefined || other.start > run.end) break
			if (other.end === run.end || other.start === run.start) return true
		}
	}
	return false
}

function holdsWord({ runs }: LineRuns, { content }: LineRuns): boolean {
	for (const run of runs) {
		if (run.end - run.start < 3 || run.start >= content.length) continue
		const under = content.slice(run.start - 1, run.end + 1)
		if (/ \S{1,200} /.test(under.slice(0, 400))) return true
	}
	return false
}
