import type { TermIndex } from './index-terms.ts'

/** Segments from which a likeness means something. */
const FEWEST = 12
/** Share of segments that must be built alike, and of their letters and digits that only one segment holds. */
const ALIKE = 0.95
const UNIQUE = 0.6

/**
 * Whether all segments are built alike around values of their own, as in a table of random keys: then none
 * says more than another, and leaving any out would be a draw of lots.
 */
export function isUniform(index: TermIndex, textOf: (segment: number) => string): boolean {
	const segments: number[] = []
	let letters = 0
	let unique = 0
	for (let at = 0; at < index.size; at++) {
		if (index.segments[at]?.required === true) continue
		segments.push(at)
		for (let place = index.starts[at] ?? 0; place < (index.starts[at + 1] ?? 0); place++) {
			const term = index.terms[place] ?? 0
			letters++
			if (index.segmentCounts[term] === 1 && (index.coded[term] ?? 0) === 1) unique++
		}
	}
	// Shapes take longer to tell, so that they come last.
	return segments.length >= FEWEST && unique >= letters * UNIQUE && areAlike(segments.map(textOf))
}

function areAlike(texts: readonly string[]): boolean {
	const shapes = new Map<string, number>()
	for (const [at, text] of texts.entries()) {
		const shape = text
			.replace(/[\p{L}\p{N}_-]{1,1000}/gu, 'x')
			.replace(/[\s,]{1,1000}/g, ' ')
			.trim()
			.slice(0, 200)
		shapes.set(shape, (shapes.get(shape) ?? 0) + 1)
		// A few shapes in, a text of many kinds of lines is known for one.
		if (shapes.size > 8 && shapes.size > (at + 1) * (1 - ALIKE) * 4) return false
	}
	return Math.max(...shapes.values()) >= texts.length * ALIKE
}
