import { SegmentBuilder } from './builder.ts'
import { type JsonItem, type JsonNode, scanJson } from './json-scan.ts'
import type { SegmentedText, Segmenter } from './segment.ts'
import { skipBlanks } from './sentences.ts'

/** Arrays below this share of the whole JSON, in characters, stay whole: cutting them would gain little. */
const SMALLEST_SHARE = 0.05
const SMALLEST_LENGTH = 160
/** A row above this share of the whole JSON is cut further inside. */
const LARGEST_ROW_SHARE = 0.25
/** Rows from which an array is cut; fewer are a record's own parts. */
const FEWEST_ROWS = 6
/** Members from which an object counts as a map of records rather than a record. */
const MAP_SIZE = 12

/**
 * Cuts a JSON text by the elements of its arrays, and by the members of objects that are used as maps.
 *
 * The first element of a cut array always stays, as do all brackets, so that what is left is well-formed
 * JSON; the marker comes after it. Single records keep every key.
 */
export const jsonSegmenter: Segmenter = {
	name: 'json',
	segment(text: string): SegmentedText | undefined {
		const root = scanJson(text, skipBlanks(text, 0, text.length))
		if (root === undefined || skipBlanks(text, root.end, text.length) !== text.length) return undefined
		const builder = new SegmentBuilder()
		addJson(builder, text, root, builder.group('rows'))
		const last = builder.segments[builder.segments.length - 1]
		if (last !== undefined && last.end < text.length) builder.add(text.length, 0, 0, { required: true })
		return { text, segments: builder.segments, groups: builder.groups, kind: 'json' }
	},
}

/** Adds the segments of a JSON value that starts at the builder's position or later, up to its end. */
export function addJson(builder: SegmentBuilder, text: string, root: JsonNode, skeleton: number): void {
	const groups: number[] = []
	const whole = root.end - root.start
	const smallest = Math.max(SMALLEST_LENGTH, whole * SMALLEST_SHARE)

	const visit = (node: JsonNode, path: string): void => {
		if (node.end - node.start < smallest) return
		const cut = node.array ? node.items.length >= FEWEST_ROWS : isMap(text, node)
		if (!cut) {
			for (const item of node.items)
				if (item.node !== undefined) visit(item.node, pathOf(text, path, node, item))
			return
		}
		const group = builder.group(node.array ? 'rows' : 'entries', path)
		groups.push(group)
		const isLarge = ({ start, end, node: inner }: JsonItem): boolean =>
			inner !== undefined && end - start > whole * LARGEST_ROW_SHARE
		const [first] = node.items
		// A large first row has nothing before what is cut of it but the bracket, which then counts as its begin.
		const opens = first !== undefined && isLarge(first) && first.node?.start === node.start + 1
		if (builder.position < node.start + 1)
			builder.add(node.start + 1, opens ? group : skeleton, opens ? 1 : 0, { required: true })
		for (const [index, item] of node.items.entries()) {
			builder.block++
			if (!isLarge(item)) {
				builder.add(item.end, group, 1, { required: index === 0 })
				continue
			}
			const start = item.node?.start ?? item.start
			if (builder.position < start) builder.add(start, group, 1, { required: true })
			if (item.node !== undefined) visit(item.node, pathOf(text, path, node, item))
			if (builder.position < item.end) builder.add(item.end, skeleton, 0, { required: true })
		}
	}
	visit(root, '')
	if (builder.position < root.end) builder.add(root.end, skeleton, 0, { required: true })
	for (const group of groups) builder.markAfterLast(group)
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
