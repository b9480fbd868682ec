import type { SegmentBuilder } from './builder.ts'
import { readString, type Unescaped } from './escapes.ts'
import type { JsonItem, JsonNode } from './json-scan.ts'
import type { SegmentedText, Segmenter } from './segment.ts'

/** Arrays below this share of the whole JSON, in characters, stay whole: cutting them would gain little. */
const SMALLEST_SHARE = 0.05
const SMALLEST_LENGTH = 160
/** A row above this share of the whole JSON is cut further inside. */
const LARGEST_ROW_SHARE = 0.25
/** A last row up to this share of the whole JSON always stays, as the first does whatever its size. */
const LARGEST_LAST_ROW_SHARE = 0.02
/** Rows from which an array is cut; fewer are a record's own parts. */
const FEWEST_ROWS = 6
/** Members from which an object counts as a map of records rather than a record. */
const MAP_SIZE = 12
/**
 * Characters from which a string is cut inside where it is as large a share as an array must be, and from which it
 * is whatever its share; pieces of it that must then be able to go.
 */
const LONG_STRING = 400
const LONG_ANYWHERE = 2000
const FEWEST_PIECES = 3

/** A long string of a JSON text and how the text in it is cut. */
interface LongString {
	readonly inside: SegmentedText
	readonly offsetOf: Unescaped['offsetOf']
	/** Up to the first of these segments the string stays, and the other one is its last. */
	readonly head: number
	readonly tail: number
}

/**
 * Adds the segments of a JSON value that starts at the builder's position or later, up to its end.
 *
 * @param segmentInside Cuts the text in long strings; without it they stay whole.
 */
export function addJson(
	builder: SegmentBuilder,
	text: string,
	root: JsonNode,
	skeleton: number,
	segmentInside?: Segmenter['segment'],
): void {
	new JsonCutter(builder, text, root, skeleton, segmentInside).cut(root)
}

class JsonCutter {
	readonly #builder: SegmentBuilder
	readonly #text: string
	readonly #skeleton: number
	readonly #segmentInside: Segmenter['segment'] | undefined
	readonly #whole: number
	readonly #smallest: number
	readonly #affordable: number
	readonly #shortest: number
	readonly #groups: number[] = []
	readonly #strings = new Map<JsonItem, LongString | undefined>()
	readonly #cuttable = new Map<JsonNode, boolean>()

	constructor(
		builder: SegmentBuilder,
		text: string,
		root: JsonNode,
		skeleton: number,
		segmentInside: Segmenter['segment'] | undefined,
	) {
		this.#builder = builder
		this.#text = text
		this.#skeleton = skeleton
		this.#segmentInside = segmentInside
		this.#whole = root.end - root.start
		this.#affordable = this.#whole * LARGEST_LAST_ROW_SHARE
		this.#smallest = Math.max(SMALLEST_LENGTH, this.#whole * SMALLEST_SHARE)
		this.#shortest = Math.max(LONG_STRING, Math.min(this.#smallest, LONG_ANYWHERE))
	}

	cut(root: JsonNode): void {
		this.#visit(root, '')
		this.#keepTo(root.end)
		for (const group of this.#groups) this.#builder.markAfterLast(group)
	}

	#visit(node: JsonNode, path: string): void {
		if (!this.#isCuttable(node)) return
		if (!this.#hasRows(node)) {
			for (const item of node.items) this.#cutInside(node, item, path)
			return
		}
		const builder = this.#builder
		this.#keepTo(node.start + 1)
		const group = builder.group(node.array ? 'rows' : 'entries', path)
		this.#groups.push(group)
		const last = node.items.length - 1
		for (const [index, item] of node.items.entries()) {
			builder.block++
			const large = item.end - item.start > this.#whole * LARGEST_ROW_SHARE
			if (!large || (item.node === undefined && this.#longString(item) === undefined)) {
				const ends = index === 0 || (index === last && node.array && item.end - item.start < this.#affordable)
				builder.add(item.end, group, 1, { required: ends })
				continue
			}
			builder.add(item.valueStart + 1, group, 1, { required: true })
			this.#cutInside(node, item, path)
			this.#keepTo(item.end)
		}
	}

	#cutInside(node: JsonNode, item: JsonItem, path: string): void {
		if (item.node !== undefined) {
			this.#visit(item.node, pathOf(this.#text, path, node, item))
			return
		}
		const string = this.#longString(item)
		if (string === undefined) return
		this.#keepTo(item.valueStart + 1)
		const { inside, offsetOf, head, tail } = string
		const isEdge = (index: number): boolean => index <= head || index === tail
		this.#builder.addEscaped(inside, offsetOf, pathOf(this.#text, path, node, item), isEdge)
	}

	#keepTo(end: number): void {
		if (this.#builder.position < end) this.#builder.add(end, this.#skeleton, 0, { required: true })
	}

	#holdsCuts(item: JsonItem): boolean {
		return item.node === undefined ? this.#longString(item) !== undefined : this.#isCuttable(item.node)
	}

	/** Whether anything in a value can be left out. */
	#isCuttable(node: JsonNode): boolean {
		if (node.end - node.start < this.#smallest) return false
		const known = this.#cuttable.get(node)
		if (known !== undefined) return known
		const cuttable = this.#hasRows(node) || node.items.some((item) => this.#holdsCuts(item))
		this.#cuttable.set(node, cuttable)
		return cuttable
	}

	#hasRows(node: JsonNode): boolean {
		return node.array ? node.items.length >= FEWEST_ROWS : isMap(this.#text, node)
	}

	#longString(item: JsonItem): LongString | undefined {
		const length = item.end - item.valueStart
		if (this.#segmentInside === undefined || length < this.#shortest) return undefined
		if (this.#text[item.valueStart] !== '"') return undefined
		if (!this.#strings.has(item)) this.#strings.set(item, this.#readLong(item, this.#segmentInside))
		return this.#strings.get(item)
	}

	#readLong(item: JsonItem, segmentInside: Segmenter['segment']): LongString | undefined {
		const { text, offsetOf } = readString(this.#text, item.valueStart + 1, item.end - 1)
		const inside = segmentInside(text)
		if (inside === undefined) return undefined
		const { segments } = inside
		// Labels and headings that hold no unit of their own belong to the first piece.
		const head = segments.findIndex(({ first, last }) => last >= first)
		const tail = segments.length - 1
		const free = segments.filter(({ required }, index) => !required && index > head && index !== tail).length
		return free < FEWEST_PIECES ? undefined : { inside, offsetOf, head, tail }
	}
}

function pathOf(text: string, path: string, node: JsonNode, item: JsonItem): string {
	if (node.array) return `${path}[${node.items.indexOf(item) + 1}]`
	const key = text.slice(item.keyStart, Math.min(item.keyEnd, item.keyStart + 40))
	// Anything else in a key could be taken for the marker's own punctuation.
	const plain = /^[\w-]+$/.test(key) ? key : '*'
	return path === '' ? plain : `${path}.${plain}`
}

/** Whether an object lists records under names of their own, as a dictionary does. */
function isMap(text: string, node: JsonNode): boolean {
	if (node.items.length < MAP_SIZE) return false
	if (node.items.every((item) => item.node !== undefined)) return true
	if (node.items.some((item) => item.node !== undefined)) return false
	const named = node.items.filter((item) => /\d/.test(text.slice(item.keyStart, item.keyEnd))).length
	return named >= node.items.length * 0.8
}
