import type { Tokenizer } from '@headroom/spec'
import { restoreBudget } from '../encode/budget.ts'
import type { Layout } from '../layout/layout.ts'
import { decodeBlock } from '../log/decode.ts'
import { encodeBlock } from '../log/encode-block.ts'
import { HEAD_START } from '../log/head.ts'
import { findRegions, type Region } from '../log/regions.ts'
import type { Edit, Encoder } from '../rule.ts'

/** Tokens that a block must save: below, reading by templates costs more than the words. */
const LEAST_SAVED = 20

/** Share of its tokens that a block must save, in [0, 1]. Logs save a third and more, prose next to nothing. */
const LEAST_SHARE = 0.15

/** Fewer rows are read faster as they are. */
const LEAST_ROWS = 5

/** As many lines without a template part two blocks. */
const FAR_APART = 12

/** Times that restoring may read the lines of a text: bounds the work on made-up blocks inside each other. */
const MOST_READINGS = 8

/**
 * Writes logs, listings and other lines of one make as templates: each template once, then every line as the id of
 * its template and the values that differ. Order, values and blanks are kept; lines like no other stay as they are.
 */
export const logTemplates: Encoder = {
	name: 'log-templates',
	level: 'lossless',
	apply(text, { layout, tokenizer, taken }) {
		return findRegions(text, layout, taken).flatMap((region) => encodeRegion(text, layout, region, tokenizer))
	},
	restore(text) {
		if (!text.includes(HEAD_START)) return []
		const lines = text.split('\n')
		const edits: Edit[] = []
		let readings = lines.length * MOST_READINGS
		const budget = restoreBudget(text)
		const spend = (restored: number): boolean => --readings > 0 && budget(restored)
		let offset = 0
		for (let line = 0; line < lines.length; ) {
			const block = lines[line]?.startsWith(HEAD_START) ? decodeBlock(lines, line, spend) : undefined
			const next = line + (block?.taken ?? 1)
			let end = offset
			for (; line < next; line++) end += (lines[line]?.length ?? 0) + 1
			if (block !== undefined)
				edits.push({ start: offset, end: end - 1, replacement: block.lines.join('\n') })
			offset = end
		}
		return edits
	},
}

function encodeRegion(text: string, layout: Layout, region: Region, tokenizer: Tokenizer): readonly Edit[] {
	const { lines } = layout
	const contents = text.slice(lines.start(region.first), lines.feed(region.end - 1)).split('\n')
	const whole = encodeBlock(contents, tokenizer)
	if (whole === undefined) return []
	return stretches(whole.rows).flatMap(({ first, end }) => {
		const isWhole = first === 0 && end === contents.length
		const encoded = isWhole ? whole : encodeBlock(contents.slice(first, end), tokenizer)
		if (encoded === undefined) return []
		if (!isMostlyRows(encoded.rows)) return []
		const start = lines.start(region.first + first)
		const stop = lines.feed(region.first + end - 1)
		const before = tokenizer.count(text.slice(start, stop))
		const saved = before - tokenizer.count(encoded.text)
		if (saved < LEAST_SAVED || saved < before * LEAST_SHARE) return []
		return [{ start, end: stop, replacement: encoded.text }]
	})
}

/** Whether there are enough rows, and no more other lines than rows: else it is no log, however alike some lines are. */
function isMostlyRows(rows: readonly boolean[]): boolean {
	const count = rows.filter(Boolean).length
	return count >= LEAST_ROWS && count * 2 >= rows.length
}

/** Stretches that begin and end with rows and hold no long run of other lines. */
function stretches(rows: readonly boolean[]): readonly Region[] {
	const found: Region[] = []
	let first = -1
	let last = -1
	for (let line = 0; line <= rows.length; line++) {
		if (first !== -1 && (line === rows.length || line - last > FAR_APART)) {
			found.push({ first, end: last + 1 })
			first = -1
		}
		if (rows[line] !== true) continue
		if (first === -1) first = line
		last = line
	}
	return found
}
