import type { Lines } from '../layout/lines.ts'
import type { Span } from '../rule.ts'
import { languageOf } from './language.ts'
import type { Language } from './phrase.ts'

/** A sentence on one line, without the mark of a list or heading before it. */
export interface Sentence extends Span {
	/** What is said, without its end mark's blanks. */
	readonly text: string
	readonly language: Language | undefined
	/** Whether a colon stands before it on its line or closes the line above: it may be what is asked about. */
	readonly announced: boolean
	/** The sentence before it, on its line or the last filled one above; `''` at the beginning. */
	readonly before: string
}

/** Marks of lists, headings and emphasis before the first word of a line. */
const LEADER =
	/[ \t]*(?:[-*•+#>]{1,6}[ \t]+|\(?\d{1,3}[.)、][ \t]*|[（(]?[一二三四五六七八九十]{1,3}[)）、.][ \t]*|\*{1,2}){0,20}/y

/** Behind these a new sentence begins; a Latin one only behind a blank. */
const STOP = /[.!?:;]\*{0,2}[ \t]+|[。！？；：][ \t\u3000]*/g

/** Longest sentence read, in UTF-16 code units: five times what a long one of prose takes. */
const LONGEST = 2000

/** Cuts lines into sentences; remembers the line asked for last, so that asking in order takes linear time. */
export class Sentences {
	readonly #lines: Lines
	#line = -1
	#sentences: readonly Span[] = []
	#at = 0
	#last: Sentence | undefined

	constructor(lines: Lines) {
		this.#lines = lines
	}

	/** The sentence that holds an offset of a line. */
	at(line: number, offset: number): Sentence | undefined {
		if (line !== this.#line) {
			this.#line = line
			this.#sentences = cut(this.#lines, line)
			this.#at = 0
			this.#last = undefined
		}
		if ((this.#sentences[this.#at]?.start ?? 0) > offset) this.#at = 0
		while ((this.#sentences[this.#at]?.end ?? offset + 1) <= offset) this.#at++
		const span = this.#sentences[this.#at]
		if (span === undefined || span.start > offset || span.end - span.start > LONGEST) return undefined
		if (this.#last?.start !== span.start) this.#last = this.#read(line, span)
		return this.#last
	}

	#read(line: number, span: Span): Sentence {
		const { text } = this.#lines
		const said = text.slice(span.start, span.end)
		const isFirst = this.#at === 0
		let above = line
		if (isFirst) for (above--; above >= 0 && this.#lines.isBlank(above); ) above--
		const last = isFirst
			? above < 0
				? undefined
				: cut(this.#lines, above).at(-1)
			: this.#sentences[this.#at - 1]
		const before = last === undefined ? '' : text.slice(Math.max(last.start, last.end - LONGEST), last.end)
		return { ...span, text: said, language: languageOf(said), announced: /[:：]\**$/.test(before), before }
	}
}

function cut(lines: Lines, line: number): readonly Span[] {
	const { text } = lines
	LEADER.lastIndex = lines.start(line)
	const lead = LEADER.exec(text)
	let start = Math.min(lines.start(line) + (lead?.[0].length ?? 0), lines.end(line))
	const content = text.slice(start, lines.end(line)).trimEnd()
	const base = start
	const spans: Span[] = []
	for (const stop of content.matchAll(STOP)) {
		const end = base + stop.index + 1
		if (end > start) spans.push({ start, end })
		start = base + stop.index + stop[0].length
	}
	if (start < base + content.length) spans.push({ start, end: base + content.length })
	return spans
}
