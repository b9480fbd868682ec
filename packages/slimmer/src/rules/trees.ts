import { beginsLine, findNotation } from '../encode/find-notation.ts'
import type { Encoder, EncodingEdit } from '../rule.ts'
import { type Drawing, findDrawings } from '../tree/drawing.ts'
import { drawTree } from '../tree/node.ts'
import { OPENING, readOutline, spellOutline } from '../tree/outline.ts'

/**
 * Writes tree drawings, as `npm ls`, `tree`, `cargo tree` and others print them, as indentation of one space a level
 * under a head line that says how they were drawn. Names, versions and remarks stay as they are.
 *
 * Only drawings that follow from their levels, mark for mark; one cut off at its end says at which levels.
 */
export const trees: Encoder = {
	name: 'trees',
	level: 'lossless',
	apply(text, { layout }) {
		const edits: EncodingEdit[] = []
		for (const drawing of findDrawings(layout)) {
			const start = layout.lines.start(drawing.first)
			const drawn = draw(drawing)
			if (text.startsWith(drawn, start))
				edits.push({ start, end: start + drawn.length, replacement: spellOutline(drawing) })
		}
		return edits
	},
	restore(text) {
		return findNotation(text, OPENING, (at) => {
			const read = beginsLine(text, at) ? readOutline(text, at) : 0
			if (typeof read === 'number') return read
			const { start, end, drawing } = read
			return { start, end, replacement: draw(drawing) }
		})
	},
}

function draw({ nodes, style, cut }: Omit<Drawing, 'first'>): string {
	return drawTree(nodes, style, cut).join('\n')
}
