import type { Template, TemplatePiece } from './template.ts'

/** The brackets that slots of a block are written with, such as `{}`, `{t}` and `{1}`. */
export interface SlotMarks {
	readonly open: string
	readonly close: string
}

/** Brackets in order of preference; the first whose slots do not occur in the lines is taken. */
const BRACKETS: readonly SlotMarks[] = [
	{ open: '{', close: '}' },
	{ open: '<', close: '>' },
	{ open: '«', close: '»' },
	{ open: '⟨', close: '⟩' },
]

/** The brackets whose slots cannot be confused with anything in a text, or `undefined` when there are none. */
export function chooseMarks(text: string): SlotMarks | undefined {
	return BRACKETS.find((marks) => text.search(slotPattern(marks)) === -1)
}

/** The brackets that a value slot is written with, or `undefined` for anything else. */
export function marksOf(slot: string): SlotMarks | undefined {
	return BRACKETS.find(({ open, close }) => slot === open + close)
}

export function spellTemplate({ pieces }: Template, { open, close }: SlotMarks): string {
	let text = ''
	for (const piece of pieces) {
		if (typeof piece === 'string') text += piece
		else if ('again' in piece) text += `${open}${piece.again}${close}`
		else text += piece.type === 'time' ? `${open}t${close}` : open + close
	}
	return text
}

/**
 * Reads a template as `spellTemplate` writes it; `undefined` when a number repeats no slot before it, or there is more
 * than one time.
 */
export function readTemplate(text: string, marks: SlotMarks): Template | undefined {
	const pieces: TemplatePiece[] = []
	let behind = 0
	let slots = 0
	let hasTime = false
	for (const match of text.matchAll(slotPattern(marks))) {
		if (match.index > behind) pieces.push(text.slice(behind, match.index))
		behind = match.index + match[0].length
		const name = match[1] ?? ''
		if (name === 't' || name === '') {
			if (name === 't' && hasTime) return undefined
			hasTime ||= name === 't'
			pieces.push({ type: name === '' ? 'value' : 'time' })
			slots++
		} else if (Number(name) < 1 || Number(name) > slots) return undefined
		else pieces.push({ again: Number(name) })
	}
	if (behind < text.length) pieces.push(text.slice(behind))
	return { pieces }
}

function slotPattern({ open, close }: SlotMarks): RegExp {
	return new RegExp(`[${open}](t|\\d{0,2})[${close}]`, 'g')
}
