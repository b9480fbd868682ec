import type { Lines } from './lines.ts'

const MARKS: readonly (readonly [string, string])[] = [
	['"', '"'],
	["'", "'"],
	['`', '`'],
	['“', '”'],
	['„', '“'],
	['«', '»'],
	['‘', '’'],
	['「', '」'],
	['『', '』'],
]

/** First opening and last closing mark of a line, for each kind of quote. */
interface Reach {
	readonly from: number
	readonly to: number
}

/** Remembers where the quotes of the line asked for last begin and end. */
export class QuoteIndex {
	readonly #lines: Lines
	#line = -1
	#reaches: readonly Reach[] = []

	constructor(lines: Lines) {
		this.#lines = lines
	}

	reaches(line: number): readonly Reach[] {
		if (line === this.#line) return this.#reaches
		const content = this.#lines.slice(line)
		const base = this.#lines.start(line)
		const reaches: Reach[] = []
		for (const [open, close] of MARKS) {
			const from = content.indexOf(open)
			const to = from === -1 ? -1 : content.lastIndexOf(close)
			if (to > from) reaches.push({ from: base + from, to: base + to })
		}
		this.#line = line
		this.#reaches = reaches
		return reaches
	}
}

/**
 * Whether an offset may stand inside quotes or inline code: marks of one kind stand on both sides of it on its
 * line. Cautious: apostrophes count as quotes.
 */
export function isQuoted(index: QuoteIndex, line: number, offset: number): boolean {
	return index.reaches(line).some((reach) => reach.from < offset && offset < reach.to)
}
