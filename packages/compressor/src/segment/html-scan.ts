/** An element of an HTML document, by offsets; inline elements are part of the text around them. */
export interface HtmlNode {
	/** Lower-cased name; `''` for the document, `'!'` for a long comment, `'?'` for a declaration. */
	readonly name: string
	readonly start: number
	/** After the start tag. */
	readonly openEnd: number
	/** Where the end tag starts; `end` where there is none. */
	closeStart: number
	/** After the end tag. */
	end: number
	readonly children: HtmlNode[]
	/** Whether a table lies inside. */
	holdsTable: boolean
}

/** What a document is made of, and how sure it is that it is one. */
export interface HtmlDocument {
	readonly root: HtmlNode
	/** Block elements. */
	readonly blocks: number
	/** Block elements that an end tag of their own closes. */
	readonly closed: number
}

/** Elements whose content no reader sees. */
export const UNSEEN: ReadonlySet<string> = new Set([
	'!',
	'svg',
	'script',
	'style',
	'noscript',
	'template',
	'meta',
	'link',
	'base',
])
export const HEADING: RegExp = /^h[1-6]$/
/** Elements without content or end tag. */
export const VOID: RegExp = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

/** Elements that stand on lines of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
	`html head title body main article section header footer nav aside div p ul ol li dl dt dd table caption thead
	tbody tfoot tr td th pre blockquote figure figcaption form fieldset details summary address h1 h2 h3 h4 h5 h6`.split(
		/\s+/,
	),
)
/** Elements whose content is no markup, or none of this kind. */
const OPAQUE: ReadonlySet<string> = new Set([
	'script',
	'style',
	'noscript',
	'template',
	'svg',
	'textarea',
	'math',
])
/** Drawings and comments above this length, in characters, are told from the text around them. */
const LONG_ASIDE = 160
/** What an element's start tag closes when its end tag was left out, as HTML allows. */
const CLOSES: Readonly<Record<string, ReadonlySet<string>>> = {
	li: new Set(['li', 'p']),
	dt: new Set(['dt', 'dd', 'p']),
	dd: new Set(['dt', 'dd', 'p']),
	tr: new Set(['tr', 'td', 'th', 'p']),
	td: new Set(['td', 'th', 'p']),
	th: new Set(['td', 'th', 'p']),
	tbody: new Set(['thead', 'tbody', 'tr', 'td', 'th', 'p']),
	body: new Set(['head', 'p']),
}
const ONLY_P: ReadonlySet<string> = new Set(['p'])
const TAG = /<(?:(!--)|(!|\?)|(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})(?=[\s/>]))/g

/** Reads the elements of a text in one pass; never fails, whatever the text. */
export function scanHtml(text: string): HtmlDocument {
	return new HtmlScanner(text).scan()
}

class HtmlScanner {
	readonly #text: string
	readonly #root: HtmlNode
	readonly #stack: HtmlNode[]
	/** Tables that had begun when each open element did. */
	readonly #tablesBefore: number[] = [0]
	/** How many elements of each name are open. */
	readonly #open = new Map<string, number>()
	#tables = 0
	#blocks = 0
	#closed = 0

	constructor(text: string) {
		this.#text = text
		this.#root = nodeOf('', 0, 0, text.length)
		this.#stack = [this.#root]
	}

	scan(): HtmlDocument {
		const text = this.#text
		const tag = new RegExp(TAG)
		for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
			const [, comment, declaration, slash] = match
			const name = match[4]?.toLowerCase() ?? ''
			const end = after(text, comment === undefined ? '>' : '-->', tag.lastIndex)
			// What begins and never ends is text.
			if (end === -1) break
			tag.lastIndex = end
			if (declaration !== undefined) this.#leaf('?', match.index, end, end, end)
			else if (slash === '/') this.#close(name, match.index, end)
			else if (comment === undefined) tag.lastIndex = this.#start(name, match.index, end)
			else if (end - match.index > LONG_ASIDE) this.#leaf('!', match.index, end, end, end)
		}
		while (this.#stack.length > 1) this.#pop(text.length, text.length)
		return { root: this.#root, blocks: this.#blocks, closed: this.#closed }
	}

	get #top(): HtmlNode {
		return this.#stack[this.#stack.length - 1] ?? this.#root
	}

	/** Reads a start tag; gives the offset to go on from. */
	#start(name: string, start: number, end: number): number {
		if (VOID.test(name)) {
			if (UNSEEN.has(name)) this.#leaf(name, start, end, end, end)
			return end
		}
		if (this.#text[end - 2] === '/') return end
		if (OPAQUE.has(name)) {
			const close = closeOf(this.#text, name, end)
			const stop = Math.max(close, after(this.#text, '>', close))
			if (UNSEEN.has(name) || (name === 'svg' && stop - start > LONG_ASIDE))
				this.#leaf(name, start, end, close, stop)
			return stop
		}
		if (BLOCKS.has(name)) {
			const closes = CLOSES[name] ?? ONLY_P
			while (closes.has(this.#top.name)) this.#pop(start, start)
			this.#blocks++
		}
		const node = nodeOf(name, start, end, end)
		this.#top.children.push(node)
		this.#stack.push(node)
		if (name === 'table') this.#tables++
		this.#tablesBefore.push(this.#tables)
		this.#open.set(name, (this.#open.get(name) ?? 0) + 1)
		return end
	}

	#close(name: string, start: number, end: number): void {
		if ((this.#open.get(name) ?? 0) === 0) return
		while (this.#top.name !== name) this.#pop(start, start)
		if (BLOCKS.has(name)) this.#closed++
		this.#pop(start, end)
	}

	#pop(closeStart: number, end: number): void {
		const node = this.#stack.pop()
		if (node === undefined) return
		this.#open.set(node.name, (this.#open.get(node.name) ?? 1) - 1)
		node.closeStart = closeStart
		node.end = end
		node.holdsTable = this.#tables > (this.#tablesBefore.pop() ?? 0)
		// An inline element around nothing but text is text.
		if (!BLOCKS.has(node.name) && node.children.length === 0) this.#top.children.pop()
	}

	#leaf(name: string, start: number, openEnd: number, closeStart: number, end: number): void {
		this.#top.children.push({ ...nodeOf(name, start, openEnd, end), closeStart })
	}
}

function nodeOf(name: string, start: number, openEnd: number, end: number): HtmlNode {
	return { name, start, openEnd, closeStart: end, end, children: [], holdsTable: false }
}

function after(text: string, mark: string, from: number): number {
	const at = text.indexOf(mark, from)
	return at === -1 ? -1 : at + mark.length
}

/** Where the end tag of an opaque element starts; the end of the text where there is none. */
function closeOf(text: string, name: string, from: number): number {
	const close = new RegExp(`</${name}[\\s>]`, 'gi')
	close.lastIndex = from
	return close.exec(text)?.index ?? text.length
}
