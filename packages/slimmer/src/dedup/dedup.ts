import type { Tokenizer } from '@headroom/spec'
import type { PaidEdit } from '../gate.ts'
import { findJson } from '../json/scan.ts'
import type { Layout } from '../layout/layout.ts'
import type { Lines } from '../layout/lines.ts'
import type { Span } from '../rule.ts'
import type { BlockIndex } from './block-index.ts'
import { EncodedLines } from './encoded-lines.ts'
import { pointerTo, quoteOf, repetition } from './marker.ts'

/** Tokens a marker must save: below, a reader's jump costs more than the words. */
const LEAST_SAVED = 10

/** Where a text stands in its request. */
export interface TextPlace {
	/** 0-based. */
	readonly message: number
	/** Lines of the same message that were sent before this text. */
	readonly linesBefore: number
}

/**
 * Finds blocks of the text that stand word for word earlier in it, or in what the index holds, as edits that put
 * markers in their place. Adds the text as it will be sent to the index.
 *
 * Greedy from the top, always pointing at the first occurrence; linear. Never touches fence delimiters, diffs,
 * lines inside JSON, or a part of what an encoder wrote (`encoded`).
 */
export function findRepeats(
	layout: Layout,
	encoded: readonly Span[],
	index: BlockIndex,
	place: TextPlace,
	tokenizer: Tokenizer,
): readonly PaidEdit[] {
	const { lines } = layout
	const { text } = lines
	// Carriage returns count, since a pointer brings back exactly what it replaced.
	const contents: string[] = []
	for (let line = 0; line < lines.count; line++) contents.push(lines.whole(line))
	const ids = contents.map((content) => index.idOf(content))
	const fixed = fixedLines(text, lines)
	const blocks = new EncodedLines(lines, encoded)
	const mayGo = (line: number): boolean =>
		fixed[line] === 0 && layout.kind(line) !== 'fence' && layout.kind(line) !== 'diff'
	const mayRepeat = (line: number): boolean => mayGo(line) && !blocks.holds(line)
	const edits: PaidEdit[] = []
	const start = index.size
	let sent = place.linesBefore
	let line = 0

	const send = (until: number): void => {
		for (; line < until; line++) index.add(contents[line] ?? '', ids[line] ?? -1, place.message, ++sent)
	}
	const replace = (until: number, marker: string): boolean => {
		const from = lines.start(line)
		const to = Math.max(from, lines.end(until - 1))
		const saved = tokenizer.count(text.slice(from, to)) - tokenizer.count(marker)
		if (saved < LEAST_SAVED) return false
		edits.push({ start: from, end: to, replacement: marker, savedTokens: saved })
		index.addBarrier()
		sent++
		line = until
		return true
	}

	while (line < lines.count) {
		const repeated = repeatedLines(ids, line, mayRepeat)
		if (index.size > start && repeated > 1 && index.at(index.size - 1) === ids[line]) {
			if (!replace(line + repeated, repetition(1, repeated))) send(line + repeated)
			continue
		}
		const first = ids[line]
		const found =
			first === undefined || !blocks.mayBegin(line)
				? undefined
				: index.find(first, ids[line + 1], ids[line + 2])
		let length = found === undefined ? 0 : matchLength(ids, line, index, found, mayGo)
		length = blocks.wholeBlocks(line, length)
		while (length > 0 && contents[line + length - 1]?.trim() === '') length--
		if (found === undefined || length === 0 || contents[line]?.trim() === '') {
			send(line + 1)
			continue
		}
		const period = index.size - found
		if (found >= start && period === length) {
			const times = repeats(ids, line, period, mayRepeat)
			if (times > 1) {
				if (!replace(line + times * period, repetition(period, times))) send(line + times * period)
				continue
			}
		}
		const at = index.place(found)
		const same = at.message === place.message
		const range = { from: at.line, to: at.line + length - 1, message: same ? undefined : at.message + 1 }
		const pointer = pointerTo(range, quoteOf(contents.slice(line, line + length)))
		if (!replace(line + length, pointer)) send(line + length)
	}
	index.addBarrier()
	return edits
}

/** Adds a text that is sent as it is to the index. */
export function indexText(text: string, index: BlockIndex, place: TextPlace): void {
	let number = place.linesBefore
	for (const line of text.split('\n')) index.add(line, index.idOf(line), place.message, ++number)
	index.addBarrier()
}

/** Marks lines of JSON values that span several lines: a marker among them would break the value. */
function fixedLines(text: string, lines: Lines): Uint8Array {
	const fixed = new Uint8Array(lines.count)
	for (const span of findJson(text)) {
		const first = lines.at(span.start)
		const last = lines.at(span.end - 1)
		if (last > first) fixed.fill(1, first, last + 1)
	}
	return fixed
}

function repeatedLines(ids: readonly number[], line: number, mayGo: (line: number) => boolean): number {
	let end = line
	while (ids[end] !== undefined && ids[end] === ids[line] && mayGo(end)) end++
	return end - line
}

/** How many lines from `line` on stand at `found` too. */
function matchLength(
	ids: readonly number[],
	line: number,
	index: BlockIndex,
	found: number,
	mayGo: (line: number) => boolean,
): number {
	let length = 0
	while (
		found + length < index.size &&
		line + length < ids.length &&
		index.at(found + length) === ids[line + length] &&
		mayGo(line + length)
	)
		length++
	return length
}

/** How often the `period` lines above `line` follow again from there. */
function repeats(
	ids: readonly number[],
	line: number,
	period: number,
	mayGo: (line: number) => boolean,
): number {
	let end = line
	while (ids[end] !== undefined && ids[end] === ids[end - period] && mayGo(end)) end++
	return Math.floor((end - line) / period)
}
