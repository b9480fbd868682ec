import { SegmentBuilder } from './builder.ts'
import { blanksEnd, lineStarts, lineStop } from './lines.ts'
import type { SegmentedText, Segmenter } from './segment.ts'

/** Findings from which, and their share of all lines that are not blank, a text is taken for search results. */
const FEWEST = 6
const SHARE = 0.7
/** Lines after which a text with next to no findings is given up. */
const SAMPLE = 200
const SAMPLE_SHARE = 0.3
/** Files per line up to which the first finding of each file always stays. */
const MOST_FILES = 0.1
/** Characters of a line that are looked at. */
const LOOKED_AT = 400

/** "src/a.ts:12:text", "src/a.ts:12:5: text", "C:\a.ts:12", as grep, rg and compilers write what they found. */
const FINDING = /^((?:[A-Za-z]:[\\/])?[^\s:]{1,300}):\d{1,7}(?::|$|[\s,;)])/
/** "src/a.ts-13-text": a line beside a finding. */
const CONTEXT = /^([^\s:]{1,300}?)-\d{1,7}-/
/** "12:text" or "13-text" below the name of the file. */
const NUMBERED = /^\d{1,7}[:-]/
/** A name with a letter, and a folder or an ending: neither a time nor a host alone. */
const PATH = /^(?=.{0,300}?\p{L})(?:.{0,300}?[\\/]|.{1,300}?\.[A-Za-z]\w{0,11}$)/u
const BARE_PATH = /^(?:[A-Za-z]:[\\/])?[^\s:]{1,300}$/

/** What a line is: where it was found, or the name above findings; neither for a separator or a remark. */
interface Line {
	readonly start: number
	/** After the line break and blank lines that follow. */
	readonly end: number
	readonly file: string | undefined
	readonly heads: boolean
	/** Whether the line is a finding rather than one beside it. */
	readonly finds: boolean
}

/**
 * Cuts what a search through files found by lines. A block is a file, so that relevance is judged by file as
 * well as by line; a name that stands above its findings is their parent, and where files are few the first
 * finding of each always stays.
 */
export const searchResultsSegmenter: Segmenter = {
	name: 'search-results',
	segment(text: string): SegmentedText | undefined {
		const lines = readLines(text)
		if (lines.length === 0) return undefined
		const placed = lines.filter(({ file, heads }) => file !== undefined && !heads).length
		const other = lines.filter(({ file, heads }) => file === undefined && !heads).length
		if (placed < (placed + other) * SHARE) return undefined
		if (lines.filter(({ finds }) => finds).length < FEWEST) return undefined
		return cut(text, lines)
	},
}

function cut(text: string, lines: readonly Line[]): SegmentedText {
	const builder = new SegmentBuilder()
	const group = builder.group('lines')
	const files = new Set(lines.map(({ file }) => file)).size
	const few = files <= lines.length * MOST_FILES
	const seen = new Set<string>()
	let current: string | undefined
	let parent = -1
	for (const [index, { start, end, file, heads }] of lines.entries()) {
		if (file !== undefined && file !== current) {
			builder.block++
			current = file
			parent = -1
		}
		const first = file !== undefined && !heads && !seen.has(file)
		if (first) seen.add(file)
		const remark =
			file === undefined && (index === 0 || index === lines.length - 1) && end - start <= LOOKED_AT
		const units = lineStarts(text, start, end)
		const at = builder.add(end, group, units, {
			parent: heads ? -1 : parent,
			required: (first && few) || remark,
		})
		if (heads) parent = at
	}
	return { text, segments: builder.segments, groups: builder.groups, kind: 'lines' }
}

function readLines(text: string): Line[] {
	const lines: Line[] = []
	let at = 0
	let heading: string | undefined
	while (at < text.length) {
		const stop = lineStop(text, at)
		const end = blanksEnd(text, stop)
		const line = text.slice(at, Math.min(stop, at + LOOKED_AT)).trimEnd()
		const next = text.slice(end, end + 10)
		const heads = stop - at < LOOKED_AT && NUMBERED.test(next) && isPath(BARE_PATH.exec(line)?.[0])
		if (heads) heading = line
		const below = !heads && heading !== undefined && NUMBERED.test(line)
		const file = heads || below ? heading : fileOf(line)
		// A remark or a separator belongs to no file, and ends none.
		if (file !== undefined && file !== heading) heading = undefined
		const finds = below ? /^\d+:/.test(line) : !heads && isPath(FINDING.exec(line)?.[1])
		lines.push({ start: at, end, file, heads, finds })
		if (
			lines.length === SAMPLE &&
			lines.filter((known) => known.file !== undefined).length < SAMPLE * SAMPLE_SHARE
		)
			return []
		at = end
	}
	return lines
}

function fileOf(line: string): string | undefined {
	for (const pattern of [FINDING, CONTEXT]) {
		const file = pattern.exec(line)?.[1]
		if (isPath(file)) return file
	}
	return undefined
}

function isPath(file: string | undefined): file is string {
	return file !== undefined && PATH.test(file)
}
