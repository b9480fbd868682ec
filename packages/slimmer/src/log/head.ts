import { marksOf, type SlotMarks } from './marks.ts'

/** Which notes the head of a block needs. */
export interface HeadNotes {
	readonly ditto: boolean
	readonly time: boolean
	readonly again: boolean
}

/** Begins every block; quick to look for. */
export const HEAD_START = '[log of '

/** Parts the templates of a block from its lines. */
export const RULE = '---'

const DITTO = '; " or missing at the end: as in the last row of that id'
const HEAD =
	/^\[log of (\d{1,9}) lines: id \+ values for (\S{2})(?:; " or missing at the end: as in the last row of that id)?(?:; (\S)t\S: time without the front it shares with the last one)?(?:; \S1\S: value 1 again)?\]$/

/** The line that begins a block: how many lines it stands for and how to read it. */
export function headOf(lines: number, { open, close }: SlotMarks, notes: HeadNotes): string {
	const ditto = notes.ditto ? DITTO : ''
	const time = notes.time ? `; ${open}t${close}: time without the front it shares with the last one` : ''
	const again = notes.again ? `; ${open}1${close}: value 1 again` : ''
	return `${HEAD_START}${lines} lines: id + values for ${open}${close}${ditto}${time}${again}]`
}

/** What a head says, or `undefined` for any other line. */
export function readHead(line: string): { readonly lines: number; readonly marks: SlotMarks } | undefined {
	if (!line.startsWith(HEAD_START)) return undefined
	const match = HEAD.exec(line)
	const marks = marksOf(match?.[2] ?? '')
	return match === null || marks === undefined ? undefined : { lines: Number(match[1]), marks }
}
