import type { Tokenizer } from '@headroom/spec'
import { restoreBudget } from '../encode/budget.ts'
import { findNotation } from '../encode/find-notation.ts'
import { isData } from '../json/data.ts'
import { DOCUMENT_MARK, writeDocument } from '../json/document.ts'
import { minifyJson } from '../json/minify.ts'
import { readDocument } from '../json/read-document.ts'
import { findJson, type JsonSpan } from '../json/scan.ts'
import { writeTable } from '../json/table/choose.ts'
import { inferFields } from '../json/table/infer.ts'
import { readTable } from '../json/table/read.ts'
import { parseTree } from '../json/tree.ts'
import type { Layout } from '../layout/layout.ts'
import type { Edit, Encoder, EncodingEdit, TextKind } from '../rule.ts'

/** Shorter JSON, in UTF-16 code units, among the words of a person may show the form that an answer is to have. */
const LEAST_AMONG_WORDS = 240

/** The notation must come to this share of the minified JSON's tokens: on a near tie the plainer spelling is kept. */
const CLEARLY = 0.97

/** Objects on lines of their own from which they make a table. */
const LEAST_LINES = 3

/**
 * Writes JSON as tables with a header where objects are alike, and values that stand twice as references to the
 * first: `[#2 id,name` over a line for each object. Whole texts, values in prose, fences of data, NDJSON.
 *
 * `null`, `""`, a missing key, `1` and `"1"` stay apart; numbers keep their spelling and keys their order.
 */
export const jsonTables: Encoder = {
	name: 'json-tables',
	level: 'lossless',
	apply(text, { layout, tokenizer, kind }) {
		const spans = findJson(text).filter((span) => isData(text, span, layout))
		const edits: EncodingEdit[] = []
		for (let at = 0; at < spans.length; ) {
			const group = lineSpans(text, spans, at, layout)
			at += Math.max(1, group.length)
			const lines = group.length < LEAST_LINES ? undefined : encodeLines(text, group, tokenizer)
			if (lines !== undefined) edits.push(lines)
			else
				for (const span of group.length === 0 ? spans.slice(at - 1, at) : group) {
					const edit = encodeSpan(text, span, tokenizer, kind)
					if (edit !== undefined) edits.push(edit)
				}
		}
		return edits
	},
	restore,
}

function encodeSpan(
	text: string,
	span: JsonSpan,
	tokenizer: Tokenizer,
	kind: TextKind,
): EncodingEdit | undefined {
	const isWhole = span.start === 0 && span.end === text.length
	if (kind === 'text' && !isWhole && span.end - span.start < LEAST_AMONG_WORDS) return undefined
	const minified = minifyJson(text, span.start, span.end)
	const written = writeDocument(minified, tokenizer, !endsOpen(text, span.end, ']', '}'))
	if (written === undefined) return undefined
	const back = written.startsWith(DOCUMENT_MARK) ? readDocument(written, 0) : readTable(written, 0)
	if (back?.json !== minified || back.end !== written.length) return undefined
	if (tokenizer.count(written) > tokenizer.count(minified) * CLEARLY) return undefined
	return { ...span, replacement: written, restored: minified }
}

/** Whether a table may end without a bracket: its last row ends the line, and no bracket follows that could be its own. */
function endsOpen(text: string, end: number, ...brackets: readonly string[]): boolean {
	if (end === text.length) return true
	return text[end] === '\n' && !brackets.includes(text[end + 1] ?? '')
}

/** The spans from `first` on that fill one line each, line after line. */
function lineSpans(
	text: string,
	spans: readonly JsonSpan[],
	first: number,
	{ lines }: Layout,
): readonly JsonSpan[] {
	const found: JsonSpan[] = []
	for (let at = first; at < spans.length; at++) {
		const span = spans[at]
		const last = found[found.length - 1]
		if (span === undefined || text[span.start] !== '{') break
		if (last === undefined ? span.start !== lines.start(lines.at(span.start)) : span.start !== last.end + 1)
			break
		if (span.end < text.length && text[span.end] !== '\n') break
		found.push(span)
	}
	return found
}

function encodeLines(
	text: string,
	spans: readonly JsonSpan[],
	tokenizer: Tokenizer,
): EncodingEdit | undefined {
	const rows = spans.map(({ start, end }) => minifyJson(text, start, end))
	const minified = `[${rows.join(',')}]`
	const root = parseTree(minified)
	const fields = root === undefined ? undefined : inferFields(minified, root.items)
	if (root === undefined || fields === undefined) return undefined
	const start = spans[0]?.start ?? 0
	const end = spans[spans.length - 1]?.end ?? start
	const table = { kind: 'lines', fields, rows: root.items, keys: [] } as const
	const written = writeTable(minified, table, tokenizer, !endsOpen(text, end, ')'))
	const restored = rows.join('\n')
	const back = readTable(written, 0)
	if (back?.json !== restored || back.end !== written.length) return undefined
	if (tokenizer.count(written) > tokenizer.count(restored) * CLEARLY) return undefined
	return { start, end, replacement: written, restored }
}

function restore(text: string): readonly Edit[] {
	const spend = restoreBudget(text)
	return findNotation(text, DOCUMENT_MARK, (at) => {
		let wasted = 0
		const waste = (units: number): void => {
			wasted += units
		}
		const isTable = '[{('.includes(text[at - 1] ?? ' ')
		const start = isTable ? at - 1 : at
		const value = (isTable ? readTable : readDocument)(text, start, { spend, waste })
		return value === undefined ? wasted : { start, end: value.end, replacement: value.json }
	})
}
