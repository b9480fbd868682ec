import type { Section } from './section.ts'
import type { Outcome, Summary } from './summarise.ts'

/** A section whose summary was verified. */
export interface Summarised<S extends Section> {
	readonly section: S
	readonly summary: Summary
}

/**
 * Which summaries to try together, best first: all of them; then, should the whole break the floor, the half
 * that keeps most of its source. In the order of the text.
 */
export function trials<S extends Section>(
	sections: readonly S[],
	outcomes: readonly Outcome[],
): (readonly Summarised<S>[])[] {
	const all = sections.flatMap((section, at): Summarised<S>[] => {
		const summary = outcomes[at]?.summary
		return summary === undefined ? [] : [{ section, summary }]
	})
	if (all.length === 0) return []
	const kept = ({ section, summary }: Summarised<S>): number => summary.tokens / section.tokens
	const half = new Set(all.toSorted((a, b) => kept(b) - kept(a)).slice(0, all.length >> 1))
	return half.size === 0 ? [all] : [all, all.filter((one) => half.has(one))]
}
