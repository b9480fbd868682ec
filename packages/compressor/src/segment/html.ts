import { SegmentBuilder } from './builder.ts'
import { BLOCKS, HEADING, type HtmlDocument, type HtmlNode, scanHtml, UNSEEN, VOID } from './html-scan.ts'
import { lineStop } from './lines.ts'
import type { SegmentedText, Segmenter } from './segment.ts'
import { sentenceEnds, skipBlanks } from './sentences.ts'

/** Characters up to which an element that holds others stays or goes as a whole. */
const SMALL = 300
/** The same for one that holds text. */
const LONGEST_BLOCK = 600
/** Pieces that scripts and styles too large to go at once are cut into, in characters. */
const PIECE = 1000
/** Share of the document above which that is so. */
const LARGE_SHARE = 0.1
/** Deeper elements stay or go as a whole. */
const DEEPEST = 100
/** Block elements from which markup is taken for HTML, characters for each, and share of text outside all of them. */
const FEWEST_BLOCKS = 6
const MOST_CHARACTERS = 1500
const LARGEST_OUTSIDE = 0.1
/** Characters at the start within which the first tag has to stand. */
const PREAMBLE = 20_000
/** Code that fills a preformatted block. */
const CODE_START = /^\s{0,40}<code(?:\s[^>]{0,2000})?>/i
const CODE_END = /<\/code>\s{0,40}$/i
const INLINE = /<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,2000}?(\/?)>/g

/**
 * Cuts an HTML document by its block elements: paragraphs, list items, table rows and preformatted text stay or
 * go with their tags, long ones by sentences or lines. Elements around them always stay. Headings are parents of
 * what follows them, the first row of a table of its rows; scripts, styles and comments go first.
 */
export const htmlSegmenter: Segmenter = {
	name: 'html',
	segment(text: string): SegmentedText | undefined {
		const opening = openingOf(text)
		if (!/^<[!a-z]/i.test(opening)) return undefined
		const document = scanHtml(text)
		if (!isHtml(text, document, /^<(?:!doctype html|html[\s>])/i.test(opening))) return undefined
		return new HtmlCutter(text).cut(document.root)
	},
}

/** The start of the first tag that is no comment and no declaration of XML. */
function openingOf(text: string): string {
	let at = 0
	while (at < PREAMBLE) {
		at = skipBlanks(text, at, Math.min(text.length, PREAMBLE))
		const close = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '>' : ''
		if (close === '') break
		const end = text.indexOf(close, at)
		if (end === -1) break
		at = end + close.length
	}
	return text.slice(at, at + 20)
}

function isHtml(text: string, { root, blocks, closed }: HtmlDocument, declared: boolean): boolean {
	if (blocks < (declared ? 1 : FEWEST_BLOCKS)) return false
	if (declared) return true
	if (!BLOCKS.has(root.children[0]?.name ?? '')) return false
	const inside = root.children.reduce((sum, { start, end }) => sum + end - start, 0)
	return (
		inside >= text.trim().length * (1 - LARGEST_OUTSIDE) &&
		closed >= blocks / 2 &&
		text.length <= blocks * MOST_CHARACTERS
	)
}

class HtmlCutter {
	readonly #text: string
	readonly #builder = new SegmentBuilder()
	readonly #group: number
	/** Headings that what follows stands under, outermost first. */
	#headings: { readonly level: number; readonly index: number }[] = []
	/** The first row of the table being read; −1 before it, `undefined` outside of tables. */
	#header: number | undefined
	/** Up to where the text stays in any case. */
	#kept = 0

	constructor(text: string) {
		this.#text = text
		this.#group = this.#builder.group('sentences')
	}

	cut(root: HtmlNode): SegmentedText {
		this.#inside(root, 0)
		this.#keepTo(this.#text.length)
		this.#flush()
		const { segments, groups } = this.#builder
		return { text: this.#text, segments, groups, kind: 'prose' }
	}

	/** Adds what stands between an element's tags. */
	#inside(node: HtmlNode, depth: number): void {
		for (const child of node.children) {
			this.#loose(child.start)
			this.#element(child, depth + 1)
		}
		this.#loose(node.closeStart)
	}

	#element(node: HtmlNode, depth: number): void {
		const { name, start, end } = node
		if (UNSEEN.has(name)) {
			this.#unseen(node)
			return
		}
		if (name === '?') {
			this.#keepTo(end)
			return
		}
		if (HEADING.test(name)) {
			this.#heading(node)
			return
		}
		const bare = node.children.length === 0
		if (end - start <= (bare ? LONGEST_BLOCK : SMALL) || depth >= DEEPEST || this.#isRow(node)) {
			const index = this.#unit(end)
			// The first row says what the columns of the others are.
			if ((name === 'tr' || name === 'thead') && this.#header === -1) this.#header = index
			return
		}
		const outer = this.#header
		if (name === 'table') this.#header = -1
		if (!bare) this.#builder.block++
		this.#keepTo(node.openEnd)
		if (name === 'pre') this.#lines(node.closeStart)
		else this.#inside(node, depth)
		this.#keepTo(end)
		if (!bare) this.#builder.block++
		if (name === 'table') this.#header = outer
	}

	#heading({ name, end }: HtmlNode): void {
		const level = Number(name[1])
		this.#builder.block++
		this.#headings = this.#headings.filter((heading) => heading.level < level)
		this.#headings.push({ level, index: this.#unit(end) })
	}

	/** What no reader sees stays or goes at once, much of it in pieces. */
	#unseen({ start, openEnd, closeStart, end }: HtmlNode): void {
		if (end - start <= Math.max(PIECE, this.#text.length * LARGE_SHARE)) {
			this.#unit(end, true)
			return
		}
		this.#keepTo(openEnd)
		while (closeStart - this.#kept > 2 * PIECE)
			this.#unit(pieceEnd(this.#text, this.#kept + PIECE, closeStart), true)
		if (this.#kept < closeStart) this.#unit(closeStart, true)
		this.#keepTo(end)
	}

	/** A row of a table, unless it is much of the document or holds a table of its own, as in old layouts. */
	#isRow({ name, start, end, holdsTable }: HtmlNode): boolean {
		return name === 'tr' && !holdsTable && end - start <= this.#text.length * LARGE_SHARE
	}

	/** Text between elements, by sentences that hold whole inline elements. */
	#loose(to: number): void {
		const from = Math.max(this.#builder.position, this.#kept)
		if (skipBlanks(this.#text, from, to) >= to) return
		for (const end of wholeOnes(this.#text, from, sentenceEnds(this.#text, from, to))) this.#unit(end)
	}

	/** Preformatted text by lines; tags at both its ends, as of the code in it, stay. */
	#lines(to: number): void {
		const from = this.#kept
		const content = this.#text.slice(from, to)
		const open = CODE_START.exec(content)?.[0].length ?? 0
		const close = CODE_END.exec(content.slice(-100))?.[0].length ?? 0
		const [head, tail] = open > 0 && close > 0 ? [from + open, to - close] : [from, to]
		if (head >= tail) return
		this.#keepTo(head)
		const ends: number[] = []
		for (let at = this.#kept; at < tail; at = ends[ends.length - 1] ?? tail)
			ends.push(Math.min(tail, lineStop(this.#text, at) + 1))
		for (const end of wholeOnes(this.#text, this.#kept, ends)) this.#unit(end)
	}

	/** Adds one unit up to `end` and the blanks after it. */
	#unit(end: number, aside = false): number {
		this.#flush()
		const heading = this.#headings[this.#headings.length - 1]?.index ?? -1
		const header = aside ? -1 : (this.#header ?? -1)
		const parent = header === -1 ? heading : header
		const stop = skipBlanks(this.#text, end, this.#text.length)
		this.#kept = stop
		return this.#builder.add(stop, this.#group, 1, { parent, ...(aside ? { aside } : {}) })
	}

	#keepTo(end: number): void {
		this.#kept = Math.max(this.#kept, skipBlanks(this.#text, end, this.#text.length))
	}

	#flush(): void {
		if (this.#builder.position < this.#kept) this.#builder.add(this.#kept, this.#group, 0, { required: true })
	}
}

/** The first place after `from` where a script may be cut: behind a blank or the end of a statement. */
function pieceEnd(text: string, from: number, to: number): number {
	const mark = /[\s;},]/g
	mark.lastIndex = from
	const at = mark.exec(text)?.index ?? to
	return Math.min(at + 1, to)
}

/** Those of the ends of sentences or lines from `from` on that lie outside of inline elements, and the last one. */
function wholeOnes(text: string, from: number, ends: readonly number[]): number[] {
	const to = ends[ends.length - 1] ?? from
	const piece = text.slice(from, to)
	// Where inline elements start and end, in turns.
	const spans: number[] = []
	let depth = 0
	for (const match of piece.matchAll(INLINE)) {
		const [tag, slash, name = '', empty] = match
		if (empty === '/' || VOID.test(name.toLowerCase())) {
			if (depth === 0) spans.push(match.index, match.index + tag.length)
		} else if (slash === '') {
			if (depth++ === 0) spans.push(match.index)
		} else if (depth > 0 && --depth === 0) spans.push(match.index + tag.length)
	}
	if (spans.length % 2 === 1) spans.push(piece.length)
	let span = 0
	return ends.filter((end) => {
		while (span < spans.length && (spans[span + 1] ?? 0) <= end - from) span += 2
		return end === to || end - from <= (spans[span] ?? piece.length)
	})
}
