import type { Tokenizer } from '@headroom/spec'
import { ESCAPE, idOf, TIMES } from './decode.ts'
import { groupLines, type LogLine } from './group.ts'
import { headOf, RULE } from './head.ts'
import { isLoggable, isPlainSentence } from './loggable.ts'
import { chooseMarks, type SlotMarks, spellTemplate } from './marks.ts'
import { type Slot, type SpelledRow, spellRow } from './row.ts'
import { MOST_IDS, rowId } from './row-id.ts'
import { splitGroup } from './split-group.ts'
import { buildTemplate, type FilledTemplate, slotsOf } from './template.ts'
import { WordIds } from './word-ids.ts'
import { cutLine, stampOf } from './words.ts'

/** Rows of a template that are counted to see whether it pays. */
const SAMPLE = 24

/** Tokens that a template must save: those that save less cost a reader more, and all of them together nothing. */
const LEAST_SAVED = 8

/** Lines of a block as they are written, and which of them are rows. */
export interface EncodedBlock {
	readonly text: string
	/** For each line of the source, whether a template took it. */
	readonly rows: readonly boolean[]
}

interface Candidate {
	readonly template: FilledTemplate
	readonly slots: readonly Slot[]
	/** Places of its lines in the block. */
	readonly at: readonly number[]
	id: string
}

/** Where a line belongs: a candidate and the line's row in it. */
interface Place {
	readonly candidate: Candidate
	readonly row: number
}

/** For each line its row, or `undefined` where it stays as it is. */
type Rows = readonly (SpelledRow | undefined)[]

/** Lines written by templates, or `undefined` when no template pays. Linear. */
export function encodeBlock(lines: readonly string[], tokenizer: Tokenizer): EncodedBlock | undefined {
	const candidates = findCandidates(lines)
	const marks = candidates.length === 0 ? undefined : chooseMarks(lines.join('\n'))
	if (marks === undefined) return undefined
	const trial = writeRows(lines, candidates)
	const paid = candidates
		.filter((candidate) => pays(lines, candidate, trial, marks, tokenizer))
		.slice(0, MOST_IDS)
	if (paid.length === 0) return undefined
	const rows = writeRows(lines, paid)
	const used = paid.filter(({ at }) => at.some((line) => rows[line] !== undefined))
	if (used.length === 0) return undefined
	for (const [index, candidate] of used.entries()) candidate.id = rowId(index)
	return { text: spellBlock(lines, used, rows, marks), rows: rows.map((row) => row !== undefined) }
}

function findCandidates(lines: readonly string[]): readonly Candidate[] {
	const words = new WordIds()
	const cut: LogLine[] = []
	for (const [at, line] of lines.entries()) {
		if (isPlainSentence(line)) continue
		const parts = cutLine(line)
		if (parts === undefined || parts.words.length < 2 || !isLoggable(line, parts)) continue
		cut.push({ at, cut: parts, ids: parts.words.map((word) => words.idOf(word)) })
	}
	return groupLines(cut, words)
		.filter((group) => group.lines.length > 1)
		.flatMap((group) => splitGroup(group, words))
		.filter((group) => group.lines.length > 1)
		.sort((a, b) => b.lines.length - a.lines.length)
		.map((group) => {
			const template = buildTemplate(group)
			return { template, slots: slotsOf(template), at: group.lines.map(({ at }) => at), id: 'A' }
		})
}

/** The values of each line's row, without ids; `undefined` for lines that no template takes. */
function writeRows(lines: readonly string[], candidates: readonly Candidate[]): Rows {
	const places: (Place | undefined)[] = lines.map(() => undefined)
	for (const candidate of candidates)
		for (const [row, at] of candidate.at.entries()) places[at] = { candidate, row }
	const last = new Map<Candidate, readonly string[]>()
	let stamp: string | undefined
	return lines.map((line, at) => {
		const place = places[at]
		if (place !== undefined) {
			const { candidate, row } = place
			const values = candidate.template.rows[row] ?? []
			const spelled = spellRow(candidate.slots, values, { values: last.get(candidate), stamp })
			if (spelled !== undefined) {
				last.set(candidate, values)
				stamp = values[candidate.slots.indexOf('time')] ?? stamp
				return spelled
			}
		}
		stamp = stampOf(line) ?? stamp
		return undefined
	})
}

/** Whether a template saves tokens, by a sample of its lines. */
function pays(
	lines: readonly string[],
	{ template, at }: Candidate,
	rows: Rows,
	marks: SlotMarks,
	tokenizer: Tokenizer,
): boolean {
	const step = Math.max(1, at.length / SAMPLE)
	let before = ''
	let after = ''
	let sampled = 0
	for (let index = 0; index < at.length; index += step) {
		const line = at[Math.floor(index)] ?? 0
		const row = rows[line]
		sampled++
		before += `${lines[line] ?? ''}\n`
		after += `${row === undefined ? (lines[line] ?? '') : join('A', row)}\n`
	}
	const saved = (tokenizer.count(before) - tokenizer.count(after)) * (at.length / sampled)
	return saved >= LEAST_SAVED + tokenizer.count(`A${TIMES}${at.length}: ${spellTemplate(template, marks)}\n`)
}

function spellBlock(
	lines: readonly string[],
	used: readonly Candidate[],
	rows: Rows,
	marks: SlotMarks,
): string {
	const ids: (string | undefined)[] = lines.map(() => undefined)
	const known = new Set(used.map(({ id }) => id))
	const templates = used.map(({ template, at, id }) => {
		const taken = at.filter((line) => rows[line] !== undefined)
		for (const line of taken) ids[line] = id
		return `${id}${TIMES}${taken.length}: ${spellTemplate(template, marks)}`
	})
	const written = lines.map((line, at) => {
		const row = rows[at]
		const id = ids[at]
		if (row === undefined || id === undefined)
			return line.startsWith(ESCAPE) || known.has(idOf(line)) ? ESCAPE + line : line
		return join(id, row)
	})
	const all = used.flatMap(({ template }) => template.pieces)
	const head = headOf(lines.length, marks, {
		ditto: rows.some((row) => row?.leavesOut === true),
		time: used.some(({ slots }) => slots.includes('time')),
		again: all.some((piece) => typeof piece === 'object' && 'again' in piece),
	})
	return [head, ...templates, RULE, ...written].join('\n')
}

function join(id: string, { text }: SpelledRow): string {
	return text === '' ? id : `${id} ${text}`
}
