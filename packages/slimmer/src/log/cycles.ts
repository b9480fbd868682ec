import type { Lines } from '../layout/lines.ts'
import type { Region } from './regions.ts'

/** Lines of the longest cycle looked for. */
const LONGEST_CYCLE = 8

/** Lines that must repeat those before them: fewer are as cheap as rows of two tokens. */
const LEAST_REPEATED = 16

/**
 * Stretches of lines that repeat the few lines before them word for word, those included. `dedup` writes them as
 * `[2 lines above repeated 40 more times]`, which no template can beat.
 */
export function findCycles(lines: Lines): readonly Region[] {
	const numbers = new Map<string, number>()
	const ids = new Int32Array(lines.count)
	for (let line = 0; line < lines.count; line++) {
		const content = lines.slice(line)
		const known = numbers.get(content) ?? numbers.size
		numbers.set(content, known)
		ids[line] = known
	}
	const found: Region[] = []
	for (let cycle = 1; cycle <= LONGEST_CYCLE; cycle++) {
		let first = cycle
		for (let line = cycle; line <= lines.count; line++) {
			if (line < lines.count && ids[line] === ids[line - cycle]) continue
			if (line - first >= LEAST_REPEATED) found.push({ first: first - cycle, end: line })
			first = line + 1
		}
	}
	return found
}
