/** Tokens a section is aimed at: enough to merge within, little enough that one bad answer costs little. */
const AIM = 1500
/** Sections below this many tokens are not worth a call. */
const LEAST = 256
/** A single segment or message above this is not shown to a model. */
export const MOST = 4000
/** Share of the aimed size from which a section ends at the end of a paragraph or turn. */
const EARLY = 0.75

/** One of the things that sections are made of, in order. */
export interface Piece {
	/** Tokens, about. */
	readonly size: number
	/** Whether it may not be part of any section. */
	readonly barred: boolean
	/** Whether a section may not start with it, as where a keyword lies across the cut. */
	readonly tied: boolean
	/** Whether a section had better end before it. */
	readonly opens: boolean
}

/**
 * Groups pieces into sections of about `AIM` tokens: first and one past the last piece of each. Pieces between
 * two barred ones are shared out evenly, so that no small rest is left over.
 */
export function groupPieces(pieces: readonly Piece[]): (readonly [number, number])[] {
	const sections: (readonly [number, number])[] = []
	let from = 0
	while (from < pieces.length) {
		if (pieces[from]?.barred === true) {
			from++
			continue
		}
		let to = from
		let total = 0
		for (; pieces[to]?.barred === false; to++) total += pieces[to]?.size ?? 0
		addRun(pieces, trimmed(pieces, from, to), total, sections)
		from = to
	}
	return sections
}

/** A run without the pieces at its ends that are tied to barred ones. */
function trimmed(pieces: readonly Piece[], from: number, to: number): readonly [number, number] {
	let start = from
	let end = to
	while (start > 0 && start < end && pieces[start]?.tied === true) start++
	while (end > start && end < pieces.length && pieces[end]?.tied === true) end--
	return [start, end]
}

function addRun(
	pieces: readonly Piece[],
	[from, to]: readonly [number, number],
	total: number,
	sections: (readonly [number, number])[],
): void {
	let start = from
	let size = 0
	let left = total
	let sectionsLeft = Math.max(1, Math.round(total / AIM))
	for (let at = from; at <= to; at++) {
		const piece = pieces[at]
		const last = at === to || piece === undefined
		// What is left is shared out anew, so that sections that end early leave no small rest.
		const aim = left / sectionsLeft
		const full =
			sectionsLeft > 1 &&
			!last &&
			!piece.tied &&
			(size + piece.size / 2 > aim || (piece.opens && size >= aim * EARLY))
		if ((last || full) && at > start) {
			if (size >= LEAST && size <= MOST) sections.push([start, at])
			start = at
			left -= size
			sectionsLeft = Math.max(1, sectionsLeft - 1)
			size = 0
		}
		size += piece?.size ?? 0
	}
}
