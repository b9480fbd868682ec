import { SegmentBuilder } from './builder.ts'
import { addCode, isCode } from './code.ts'
import { areCrumbs, segmentCrumbs } from './crumbs.ts'
import { addDiff, isStat, WORTH_STAT } from './diff.ts'
import { addJson } from './json.ts'
import { scanJson } from './json-scan.ts'
import { commitStop, headingLevel, isCommit, isDialogue, labelEnd } from './label.ts'
import { blanksEnd, lineStarts, lineStop } from './lines.ts'
import type { SegmentedText, Segmenter } from './segment.ts'
import { sentenceEnds } from './sentences.ts'
import { addTable } from './table.ts'

/** Characters from which a line of prose is cut into sentences; CJK says as much in a third of them. */
const LONG_LINE = 120
const LONG_LINE_CJK = 40
/** A line this long that goes on in lower case is hard-wrapped prose. */
const WRAPPED_LINE = 50
const FIRST_WORD = /^[\p{L}\p{M}’'-]{1,40}(?:[,.;:!?)”"]{0,3}(?:\s|$)|$)/u
/** A turn of a dialogue up to this length is kept or dropped whole. */
const LONGEST_TURN = 600
/** Shortest JSON worth cutting by rows inside other text. */
const EMBEDDED_JSON = 400

/**
 * Cuts any text by lines, and lines of prose by sentences. Diffs, source code and tables in it are read as such;
 * JSON that fills whole lines is cut by rows. Headings, source labels and speakers become parents. More than
 * 20,000 lines of under 24 characters on average are cut by a few at a time.
 */
export const textSegmenter: Segmenter = {
	name: 'text',
	segment(text: string): SegmentedText {
		return areCrumbs(text) ? segmentCrumbs(text) : new TextReader(text).read()
	},
}

class TextReader {
	readonly #text: string
	readonly #builder = new SegmentBuilder()
	readonly #main: number
	readonly #dialogue: boolean
	/** Whether some line was cut, so that segments are no longer lines. */
	#cut = false
	/** Headings that the next line stands under, outermost first. */
	#headings: { readonly level: number; readonly index: number }[] = []
	#fence = ''
	/** Characters that may still be read in vain while looking for JSON: keeps hostile brackets linear. */
	#patience: number

	constructor(text: string) {
		this.#text = text
		this.#patience = text.length * 2
		this.#dialogue = isDialogue(text)
		this.#main = this.#builder.group('lines')
	}

	read(): SegmentedText {
		const { length } = this.#text
		if (isCode(this.#text)) addCode(this.#builder, this.#text, [0, length], this.#main, -1)
		for (let at = this.#builder.position; at < length; ) at = this.#readNext(at)
		const builder = this.#builder
		if (this.#cut) builder.rename(this.#main, 'sentences')
		// Blank lines are lines too: the numbers must be those an editor shows.
		else builder.recount(this.#main, ({ start, end }) => lineStarts(this.#text, start, end))
		const kind = this.#cut || this.#dialogue ? 'prose' : 'lines'
		return { text: this.#text, segments: builder.segments, groups: builder.groups, kind }
	}

	/** Reads what starts at `at`; gives the offset after it. */
	#readNext(at: number): number {
		const diff = addDiff(this.#builder, this.#text, at, this.#main, this.#heading)
		if (diff !== -1) {
			// A diff shows pieces of files: a fence opened in one piece may never be closed.
			this.#fence = ''
			return diff
		}
		const json = this.#readJson(at)
		if (json !== -1) return json
		const table = addTable(this.#builder, this.#text, at, this.#main, this.#heading)
		return table === -1 ? this.#readParagraphLine(at) : table
	}

	/** Reads JSON that starts this line and ends a line; gives the offset after it, or −1. */
	#readJson(at: number): number {
		const code = this.#text.charCodeAt(at)
		if ((code !== 91 && code !== 123) || this.#fence !== '' || this.#patience <= 0) return -1
		const root = scanJson(this.#text, at)
		if (root === undefined) {
			this.#patience -= this.#text.length - at
			return -1
		}
		const stop = lineStop(this.#text, root.end)
		if (root.end - at < EMBEDDED_JSON || this.#text.slice(root.end, stop).trim() !== '') return -1
		this.#builder.block++
		addJson(this.#builder, this.#text, root, this.#main, textSegmenter.segment)
		return root.end
	}

	/** Reads one line, or the lines of one hard-wrapped paragraph, with the blank lines that follow. */
	#readParagraphLine(from: number): number {
		const text = this.#text
		let stop = lineStop(text, from)
		let line = text.slice(from, stop)
		const fence = /^\s{0,3}(`{3,}|~{3,})/.exec(line.slice(0, 80))?.[1]
		const opens = fence !== undefined && this.#fence === ''
		if (fence !== undefined) this.#fence = opens ? fence : line.trim() === this.#fence ? '' : this.#fence
		const code = this.#fence !== '' || fence !== undefined
		if (!code && isCommit(line)) stop = commitStop(text, stop)
		else if (!code) {
			while (wraps(text, from, stop)) stop = lineStop(text, stop + 1)
			line = stop - from > line.length ? text.slice(from, stop) : line
		}
		const end = blanksEnd(text, stop)
		if (code || this.#isTurn(line) || !isProse(line)) this.#addLine(line, end, code)
		else this.#addSentences(from, stop, end)
		// A blank line ends the paragraph; logs and code without any count as one block per 12 lines at most.
		if (end - stop > 1) this.#builder.block++
		return opens ? this.#readFenced(end) : end
	}

	/** Reads source code in a fence that was opened before `from`, up to the line that closes it. */
	#readFenced(from: number): number {
		const to = this.#patience > 0 ? this.#text.indexOf(`\n${this.#fence}`, from - 1) + 1 : 0
		this.#patience -= (to === 0 ? this.#text.length : to) - from
		if (to <= from || !isCode(this.#text.slice(from, to))) return from
		addCode(this.#builder, this.#text, [from, to], this.#main, this.#heading)
		return to
	}

	#isTurn(line: string): boolean {
		return this.#dialogue && line.length <= LONGEST_TURN
	}

	#addLine(line: string, end: number, code: boolean): void {
		const builder = this.#builder
		const level = code ? 0 : headingLevel(line)
		if (level === 0) {
			const worth = isStat(line) ? WORTH_STAT : undefined
			builder.add(end, this.#main, 1, { parent: this.#heading, ...(worth === undefined ? {} : { worth }) })
			return
		}
		builder.block++
		this.#headings = this.#headings.filter((heading) => heading.level < level)
		const index = builder.add(end, this.#main, 1, { parent: this.#heading })
		this.#headings.push({ level, index })
	}

	get #heading(): number {
		return this.#headings[this.#headings.length - 1]?.index ?? -1
	}

	#addSentences(from: number, stop: number, end: number): void {
		const builder = this.#builder
		const label = labelEnd(this.#text, from, stop)
		let parent = this.#heading
		if (label > from) {
			builder.block++
			parent = builder.add(label, this.#main, 0, { parent: this.#heading })
		}
		const ends = sentenceEnds(this.#text, label, stop)
		if (ends.length > 1 || label > from) this.#cut = true
		for (const [index, sentence] of ends.entries()) {
			builder.add(index === ends.length - 1 ? end : sentence, this.#main, 1, { parent })
		}
	}
}

/** Whether the line before the break at `stop` is hard-wrapped prose that goes on in the next line. */
function wraps(text: string, from: number, stop: number): boolean {
	if (stop - from < WRAPPED_LINE || stop + 1 >= text.length) return false
	const last = text[stop - 1] ?? ''
	const before = text[stop - 2] ?? ''
	if (!/[\p{L},;]/u.test(last) || !/[\p{L}\p{N})]/u.test(before) || !/\p{Ll}/u.test(text[stop + 1] ?? ''))
		return false
	if (!/[\p{L}"'“(]/u.test(text[from] ?? '')) return false
	// A path, a place in a file or a key is the start of a line of its own.
	if (!FIRST_WORD.test(text.slice(stop + 1, stop + 42))) return false
	return headingLevel(text.slice(stop + 1, Math.min(lineStop(text, stop + 1), stop + 402))) === 0
}

/** Whether a line reads as sentences: long, made of words, no table, no log. */
function isProse(line: string): boolean {
	const cjk = /[\u3040-\u30ff\u4e00-\u9fff]/.test(line.slice(0, 200))
	if (line.length < (cjk ? LONG_LINE_CJK : LONG_LINE)) return false
	const head = line.slice(0, 2000)
	if (/^\s{0,80}[|+]/.test(head) || /^\s{0,80}[[{]["{[]/.test(head)) return false
	let words = 0
	let other = 0
	for (let at = 0; at < head.length; at++) {
		const code = head.charCodeAt(at)
		if ((code | 32) >= 97 && (code | 32) <= 122) words++
		else if (code > 127) words++
		else if (code !== 32 && code !== 46 && code !== 44 && code !== 39 && code !== 34 && code !== 63) other++
	}
	return other <= (words + other) * 0.14
}
