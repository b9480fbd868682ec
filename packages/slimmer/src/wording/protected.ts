import { findJson } from '../json/scan.ts'
import type { Layout } from '../layout/layout.ts'
import type { Span } from '../rule.ts'
import { findMaterial } from './material.ts'

/** Quotes and placeholders: opening mark, closing mark, whether they may span lines. */
const PAIRS: readonly (readonly [string, string, boolean])[] = [
	['"', '"', true],
	['`', '`', true],
	['“', '”', true],
	['„', '“', true],
	['«', '»', true],
	['「', '」', true],
	['『', '』', true],
	['《', '》', true],
	['‘', '’', false],
	["'", "'", false],
	['{', '}', true],
	['<', '>', false],
]

const MARK = /["`“”„«»「」『』《》{}<>]|(?<![\p{L}\p{N}])['‘]|['’](?![\p{L}\p{N}])/gu

/** A line that begins with a name or label and a colon: somebody's words, or a field. */
const LABEL =
	/^[ \t]*(?:[-*•] )?\*{0,2}([\p{L}\p{N}_.#-]{1,24}(?: [\p{Lu}\p{N}][\p{L}\p{N}_.'-]{0,24}){0,3}|\p{L}{1,20} \p{L}{1,20})\*{0,2}[:：]\*{0,2}(?=\s*\S)/u

/** Labels of what a prompt says itself. */
const OWN =
	/^(?:task|note|notes|instructions?|questions?|request|goal|important|hint|requirements?|format|output|output format|rules?|step \d+|constraints?|guidelines?|role|user|human|query|prompt|aufgabe|frage|hinweis|wichtig|anweisung|anforderung(?:en)?|regeln?|任务|要求|问题|注意|说明|指令|规则|タスク|質問|指示|条件|注意|ルール)$/i

/** Tells which places of a text hold words that are not the author's own instruction. Linear in the text. */
export class Protected {
	readonly #layout: Layout
	readonly #spans: readonly Span[]
	#line = -1
	#loose = false

	constructor(text: string, layout: Layout) {
		this.#layout = layout
		this.#spans = merge([
			...findMaterial(text, layout.lines),
			...findQuotes(text, layout),
			...findJson(text),
			...findElements(text),
		])
	}

	/** Whether an offset of a line stands in quotes, data, code, a table, a labelled line or other material. */
	covers(line: number, offset: number): boolean {
		if (line !== this.#line) {
			this.#line = line
			this.#loose = this.#layout.isLoose(line) && isProse(this.#layout.lines.slice(line))
		}
		if (!this.#loose) return true
		let low = 0
		let high = this.#spans.length
		while (low < high) {
			const middle = (low + high) >> 1
			if ((this.#spans[middle]?.end ?? 0) <= offset) low = middle + 1
			else high = middle
		}
		return (this.#spans[low]?.start ?? Number.POSITIVE_INFINITY) <= offset
	}
}

function isProse(line: string): boolean {
	const content = line.trim()
	if (content.startsWith('|') || content.startsWith('>') || /\S(?:\t| {3})/.test(content)) return false
	const label = LABEL.exec(line)?.[1]
	return label === undefined || OWN.test(label)
}

/** What stands between marks that belong together. Cautious: a mark without its partner protects the rest. */
function findQuotes(text: string, { lines }: Layout): readonly Span[] {
	const open = new Map<string, number>()
	const spans: Span[] = []
	for (const { 0: mark, index } of text.matchAll(MARK)) {
		for (const [first, last, wide] of PAIRS) {
			const start = open.get(first)
			if (mark === last && start !== undefined) {
				if (wide || lines.at(start) === lines.at(index)) spans.push({ start, end: index + 1 })
				if (first === last && !wide && lines.at(start) !== lines.at(index)) open.set(first, index)
				else open.delete(first)
				if (first === last) break
			} else if (mark === first && !(start !== undefined && (wide || lines.at(start) === lines.at(index))))
				open.set(first, index)
		}
	}
	for (const [first, last, wide] of PAIRS) {
		const start = open.get(first)
		if (start !== undefined && wide && first === last) spans.push({ start, end: text.length })
	}
	return spans
}

const TAG = /<(\/?)([A-Za-z][\w:-]{0,40})(?:\s[^<>\n]{0,200})?>/g

/** What stands between a tag and the one that closes it, outermost first. */
function findElements(text: string): readonly Span[] {
	const open = new Map<string, number>()
	const spans: Span[] = []
	for (const { 0: tag, 1: slash, 2: name = '', index } of text.matchAll(TAG)) {
		if (INSTRUCTIONS.test(name)) continue
		const start = open.get(name)
		if (slash === '') {
			if (start === undefined) open.set(name, index)
		} else if (start !== undefined) {
			spans.push({ start, end: index + tag.length })
			open.delete(name)
		}
	}
	return spans
}

/** Elements that hold what a prompt says itself. */
const INSTRUCTIONS = /^(?:instructions?|task|rules?|system|prompt|guidelines?|requirements?|role|goal|user)$/i

function merge(spans: readonly Span[]): readonly Span[] {
	const merged: { start: number; end: number }[] = []
	for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
		const last = merged[merged.length - 1]
		if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
		else merged.push({ start, end })
	}
	return merged
}
