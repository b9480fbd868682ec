import type { Spend } from '../encode/budget.ts'
import { RULE, readHead } from './head.ts'
import { readTemplate } from './marks.ts'
import { readRow, type Slot } from './row.ts'
import { fillCost, fillTemplate, slotsOf, type Template } from './template.ts'
import { stampOf } from './words.ts'

/** Begins a line that is no row although it reads like one. */
export const ESCAPE = '\\'

/** What parts the id of a template from how often it is used. */
export const TIMES = '×'

const TEMPLATE_LINE = /^([A-Za-z]{1,3})×([1-9]\d{0,8}): ([^\n]*)$/

/** The lines that a block stands for, and how many lines it took. */
export interface DecodedBlock {
	readonly lines: readonly string[]
	readonly taken: number
}

interface OpenTemplate {
	readonly template: Template
	readonly slots: readonly Slot[]
	left: number
	values: readonly string[] | undefined
}

/**
 * Reads the block whose head stands at line `from`. `undefined` when it is not one: every count and id must hold.
 *
 * `spend` is told of every line read, with what it costs to restore in UTF-16 code units, and may end the reading:
 * that bounds the work on made-up blocks.
 */
export function decodeBlock(text: readonly string[], from: number, spend: Spend): DecodedBlock | undefined {
	const head = readHead(text[from] ?? '')
	if (head === undefined || head.lines > text.length - from) return undefined
	const templates = new Map<string, OpenTemplate>()
	let at = from + 1
	for (; text[at] !== RULE; at++) {
		const match = spend(0) ? TEMPLATE_LINE.exec(text[at] ?? '') : null
		const template = match === null ? undefined : readTemplate(match[3] ?? '', head.marks)
		const id = match?.[1] ?? ''
		if (match === null || template === undefined || templates.has(id)) return undefined
		templates.set(id, { template, slots: slotsOf(template), left: Number(match[2]), values: undefined })
	}
	at++
	if (templates.size === 0 || head.lines > text.length - at) return undefined
	const lines: string[] = []
	const end = at + head.lines
	let stamp: string | undefined
	for (; at < end; at++) {
		const row = text[at] ?? ''
		const id = idOf(row)
		const open = templates.get(id)
		if (open === undefined) {
			const line = row.startsWith(ESCAPE) ? row.slice(1) : row
			stamp = stampOf(line) ?? stamp
			lines.push(line)
			if (!spend(line.length)) return undefined
			continue
		}
		const spelled = row.slice(id.length + 1)
		if (row.length === id.length + 1) return undefined
		const values = readRow(open.slots, spelled, { values: open.values, stamp })
		if (values === undefined || open.left-- === 0) return undefined
		const time = open.slots.indexOf('time')
		stamp = values[time] ?? stamp
		open.values = values
		if (!spend(fillCost(open.template, values))) return undefined
		lines.push(fillTemplate(open.template, values))
	}
	for (const { left } of templates.values()) if (left !== 0) return undefined
	return { lines, taken: end - from }
}

/** The first word of a row, which is its id if it has one. */
export function idOf(row: string): string {
	const space = row.indexOf(' ')
	return space === -1 ? row : row.slice(0, space)
}
