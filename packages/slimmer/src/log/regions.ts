import { findJson } from '../json/scan.ts'
import type { Layout } from '../layout/layout.ts'
import type { Span } from '../rule.ts'
import { findCycles } from './cycles.ts'

/** Lines from `first` to before `end`. */
export interface Region {
	readonly first: number
	readonly end: number
}

/** Fewer lines are not worth a head. */
const LEAST_LINES = 4

/**
 * The stretches of a text whose lines may be written by templates: plain text that nothing else has taken, no JSON
 * value that spans lines or fills one, and no long repetition, for which a marker is cheaper.
 */
export function findRegions(text: string, layout: Layout, taken: readonly Span[]): readonly Region[] {
	const { lines } = layout
	const closed = new Uint8Array(lines.count)
	const close = ({ start, end }: Span): void => {
		closed.fill(1, lines.at(start), lines.at(Math.max(start, end - 1)) + 1)
	}
	for (const span of taken) close(span)
	for (const span of findJson(text)) {
		const line = lines.at(span.start)
		if (span.end > lines.end(line) || (span.start === lines.indent(line) && span.end === lines.end(line)))
			close(span)
	}
	for (const { first, end } of findCycles(lines)) closed.fill(1, first, end)
	const regions: Region[] = []
	let first = 0
	for (let line = 0; line <= lines.count; line++) {
		if (line < lines.count && closed[line] === 0 && layout.isLoose(line)) continue
		if (line - first >= LEAST_LINES) regions.push({ first, end: line })
		first = line + 1
	}
	return regions
}
