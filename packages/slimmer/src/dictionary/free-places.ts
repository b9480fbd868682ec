import { cutsFigures } from './figures.ts'
import type { Pieces } from './pieces.ts'
import type { TrimmedPhrase } from './trim-phrase.ts'

/**
 * Positions, in order, where a run can be replaced: nothing covers it, it overlaps no earlier one, and it cuts no
 * figures.
 *
 * @param positions where the run stood before it was trimmed; sorted in place
 */
export function freePlaces(
	text: string,
	{ starts }: Pieces,
	positions: Int32Array,
	{ skipped, length }: TrimmedPhrase,
	covered: Uint8Array,
): readonly number[] {
	const free: number[] = []
	let from = 0
	for (const position of positions.sort()) {
		const at = position + skipped
		if (at < from || !isFree(covered, at, length)) continue
		if (cutsFigures(text, starts[at] ?? 0) || cutsFigures(text, starts[at + length] ?? 0)) continue
		free.push(at)
		from = at + length
	}
	return free
}

function isFree(covered: Uint8Array, at: number, length: number): boolean {
	for (let next = at; next < at + length; next++) if (covered[next] === 1) return false
	return true
}
