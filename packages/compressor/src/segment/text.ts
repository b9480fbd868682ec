import { SegmentBuilder } from './builder.ts'
import { addJson } from './json.ts'
import { scanJson } from './json-scan.ts'
import { headingLevel, isDialogue, isFileHeader, labelEnd } from './label.ts'
import type { SegmentedText, Segmenter } from './segment.ts'
import { sentenceEnds } from './sentences.ts'

/** Characters from which a line of prose is cut into sentences; CJK says as much in a third of them. */
const LONG_LINE = 120
const LONG_LINE_CJK = 40
/** A line this long that goes on in lower case is hard-wrapped prose. */
const WRAPPED_LINE = 50
/** A turn of a dialogue up to this length is kept or dropped whole. */
const LONGEST_TURN = 600
/** Shortest JSON worth cutting by rows inside other text. */
const EMBEDDED_JSON = 400

/**
 * Cuts any text by lines, and lines of prose by sentences. Lines in code fences, tables and logs stay whole;
 * JSON that fills whole lines is cut by rows. Headings, source labels and speakers become parents.
 */
export const textSegmenter: Segmenter = {
	name: 'text',
	segment(text: string): SegmentedText {
		return new TextReader(text).read()
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
		let at = 0
		while (at < length) {
			const json = this.#readJson(at)
			at = json === -1 ? this.#readParagraphLine(at) : json
		}
		const builder = this.#builder
		if (this.#cut) builder.rename(this.#main, 'sentences')
		// Blank lines are lines too: the numbers must be those an editor shows.
		else builder.recount(this.#main, ({ start, end }) => lineBreaks(this.#text, start, end))
		const kind = this.#cut || this.#dialogue ? 'prose' : 'lines'
		return { text: this.#text, segments: builder.segments, groups: builder.groups, kind }
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
		// A diff shows pieces of files: a fence opened in one piece may never be closed.
		if (isFileHeader(line)) this.#fence = ''
		const fence = /^\s{0,3}(`{3,}|~{3,})/.exec(line.slice(0, 80))?.[1]
		if (fence !== undefined)
			this.#fence = this.#fence === '' ? fence : line.trim() === this.#fence ? '' : this.#fence
		const code = this.#fence !== '' || fence !== undefined
		if (!code) {
			while (wraps(text, from, stop)) stop = lineStop(text, stop + 1)
			line = stop - from > line.length ? text.slice(from, stop) : line
		}
		const end = blanksEnd(text, stop)
		if (code || this.#isTurn(line) || !isProse(line)) this.#addLine(line, end, code)
		else this.#addSentences(from, stop, end)
		// A blank line ends the paragraph; logs and code without any count as one block per 12 lines at most.
		if (end - stop > 1) this.#builder.block++
		return end
	}

	#isTurn(line: string): boolean {
		return this.#dialogue && line.length <= LONGEST_TURN
	}

	#addLine(line: string, end: number, code: boolean): void {
		const builder = this.#builder
		const level = code ? 0 : headingLevel(line)
		if (level === 0) {
			builder.add(end, this.#main, 1, { parent: this.#heading })
			return
		}
		builder.block++
		this.#headings = this.#headings.filter((heading) => heading.level < level)
		const index = builder.add(end, this.#main, 1, { parent: this.#heading, required: isFileHeader(line) })
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

/** Lines that a stretch covers; a last line without a break counts. */
function lineBreaks(text: string, start: number, end: number): number {
	let count = 0
	for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++
	return end === text.length && text.charCodeAt(end - 1) !== 10 ? count + 1 : count
}

function lineStop(text: string, from: number): number {
	const at = text.indexOf('\n', from)
	return at === -1 ? text.length : at
}

/** Offset after the line break at `stop` and the blank lines behind it. */
function blanksEnd(text: string, stop: number): number {
	let end = Math.min(text.length, stop + 1)
	let at = end
	while (at < text.length) {
		const code = text.charCodeAt(at)
		if (code === 10) end = at + 1
		else if (code !== 32 && code !== 9 && code !== 13) return end
		at++
	}
	return text.length
}

/** Whether the line before the break at `stop` is hard-wrapped prose that goes on in the next line. */
function wraps(text: string, from: number, stop: number): boolean {
	if (stop - from < WRAPPED_LINE || stop + 1 >= text.length) return false
	const last = text[stop - 1] ?? ''
	const before = text[stop - 2] ?? ''
	if (!/[\p{L},;]/u.test(last) || !/[\p{L}\p{N})]/u.test(before) || !/\p{Ll}/u.test(text[stop + 1] ?? ''))
		return false
	if (!/[\p{L}"'“(]/u.test(text[from] ?? '')) return false
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
