import { diffArrays } from 'diff'

/** A run of units that a text lost, gained or kept. */
export interface Change {
	readonly kind: 'kept' | 'removed' | 'added'
	readonly units: readonly string[]
}

/** More edits than this are shown as one replacement: Myers' algorithm grows with edits × length. */
const MOST_EDITS = 4_000

/** What changed from one text to the other, by lines, and by sentences inside lines longer than 160 characters. */
export function changes(before: string, after: string): Change[] {
	const [from, to] = [split(before), split(after)]
	const found = diffArrays(from, to, { maxEditLength: MOST_EDITS })
	if (found === undefined)
		return [
			{ kind: 'removed', units: from },
			{ kind: 'added', units: to },
		]
	return found.map((change) => ({
		kind: change.removed ? 'removed' : change.added ? 'added' : 'kept',
		units: change.value,
	}))
}

function split(text: string): string[] {
	return text.split(/(?<=\n)/).flatMap((line) => (line.length > 160 ? sentences(line) : [line]))
}

// Ends of sentences in Latin and CJK scripts; a split too many only makes the picture finer.
function sentences(line: string): string[] {
	return line.split(/(?<=[.!?;,\]}] )|(?<=[。！？])/)
}
