import { type Message, mapMessageText, messageTexts } from '@headroom/spec'
import { jsonSpans } from './json-spans.ts'
import { type LinePair, sameTable } from './table-rows.ts'

/**
 * Whether messages came back whole: the same messages in the same order, all but their texts equal to the letter,
 * and each text the same by `sameText`.
 */
export function sameMessages(before: readonly Message[], after: readonly Message[]): boolean {
	return (
		before.length === after.length &&
		before.every((message, index) => {
			const back = after[index]
			return back !== undefined && sameMessage(message, back)
		})
	)
}

function sameMessage(before: Message, after: Message): boolean {
	if (before === after) return true
	const frame = (message: Message): string => JSON.stringify(mapMessageText(message, () => ''))
	const [had, has] = [messageTexts(before), messageTexts(after)]
	return frame(before) === frame(after) && had.every((text, index) => sameText(text, has[index] ?? ''))
}

/**
 * Whether a text came back whole, in the sense of level `lossless`: JSON without its insignificant white space,
 * tables aligned with spaces and Markdown tables by their cells, every other line to the letter.
 */
export function sameText(before: string, after: string): boolean {
	if (before === after) return true
	const [had, has] = [minifyJson(before).split('\n'), minifyJson(after).split('\n')]
	if (had.length !== has.length) return false
	const pairs = had.map((line, index): LinePair => ({ before: line, after: has[index] ?? '' }))
	let behind = 0
	for (const [index, pair] of pairs.entries()) {
		if (index < behind || pair.before === pair.after) continue
		const end = sameTable(pairs, index, behind)
		if (end === undefined) return false
		behind = end
	}
	return true
}

/** JSON of a text without insignificant white space; brackets of figures within a line, such as `[1, 2]`, stay. */
function minifyJson(text: string): string {
	let [minified, behind] = ['', 0]
	for (const span of jsonSpans(text)) {
		const head = text.slice(text.lastIndexOf('\n', span.start) + 1, span.start)
		const spelled = text.slice(span.start, span.end)
		const isAside = head.trim() !== '' && !spelled.includes('"') && !spelled.includes('\n')
		minified += text.slice(behind, span.start) + (isAside ? spelled : span.minified)
		behind = span.end
	}
	return minified + text.slice(behind)
}

/**
 * Share of the JSON objects and arrays of some texts that stand in others too, each as often, white space aside.
 * Those without a string are not counted: in code and logs such brackets are no data. `undefined` where there is none.
 */
export function keptJsonValues(before: readonly string[], after: readonly string[]): number | undefined {
	const there = new Map<string, number>()
	for (const value of after.flatMap(jsonValues)) there.set(value, (there.get(value) ?? 0) + 1)
	let [values, kept] = [0, 0]
	for (const value of before.flatMap(jsonValues)) {
		const left = there.get(value) ?? 0
		there.set(value, left - 1)
		values += 1
		if (left > 0) kept += 1
	}
	return values === 0 ? undefined : kept / values
}

function jsonValues(text: string): string[] {
	return jsonSpans(text).flatMap(({ minified }) => (minified.includes('"') ? [minified] : []))
}
