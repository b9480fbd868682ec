import type { SegmentBuilder } from './builder.ts'
import { lineAt, nextLine } from './lines.ts'

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/
const FILE = /^(?:diff --git |Index: \S)/
/** What git writes between the name of a file and its hunks. */
const META =
	/^(?:index [\da-f]|(?:old|new) mode |(?:new|deleted) file mode |(?:dis)?similarity index |(?:rename|copy) (?:from|to) |--- |\+\+\+ |={20,}$)/
/** Meta lines that say what became of the file, rather than repeat its name. */
const FATE = /^(?:(?:new|deleted) file mode |(?:rename|copy) (?:from|to) )/
const BINARY = /^(?:Binary files .{1,1000} differ$|GIT binary patch)/
/** A changed line that says nothing: blank, or closing brackets. */
const EMPTY_CHANGE = /^[+-][\s)\]};,]{0,40}$/
/** Characters of a line that are looked at. */
const LOOKED_AT = 400

const WORTH_META = 0.1
const WORTH_FATE = 0.5
const WORTH_EMPTY = 0.6

/** Worth of a line of a diff's statistics, which repeat in numbers what the diff or the subject says. */
export const WORTH_STAT = 0.3

/** Whether a line is one of a diff's statistics: ` src/main.ts | 12 +++---`. */
export function isStat(line: string): boolean {
	return line.length <= LOOKED_AT && /^ \S[^|\n]{0,300} \|\s{1,20}(?:\d{1,7} [+-]{0,200}$|Bin )/.test(line)
}

/**
 * Reads the part of a diff that starts at `from`: one file's header with its hunks, or hunks alone. Gives the
 * offset after it, or −1 when none starts there.
 *
 * Every line is a segment. Lines of a hunk hang on its header, which hangs on the file's; context lines stand
 * aside. Hunks end where the numbers of their headers say, so that changed text that looks like a diff's own
 * lines is not taken for them.
 */
export function addDiff(
	builder: SegmentBuilder,
	text: string,
	from: number,
	group: number,
	parent: number,
): number {
	const mark = text[from]
	if (mark !== 'd' && mark !== '-' && mark !== '@' && mark !== 'I') return -1
	const first = lineAt(text, from, LOOKED_AT)
	if (HUNK.test(first)) return addHunk(builder, text, from, group, parent)
	const plain = first.startsWith('--- ') && lineAt(text, nextLine(text, from), LOOKED_AT).startsWith('+++ ')
	if (!plain && !FILE.test(first)) return -1
	if (plain && !HUNK.test(lineAt(text, nextLine(text, nextLine(text, from)), LOOKED_AT))) return -1
	builder.block++
	// Without git's own line both names make the header.
	let at = plain ? nextLine(text, nextLine(text, from)) : nextLine(text, from)
	const file = builder.add(at, group, 1, { parent, required: !plain })
	while (at < text.length) {
		const line = lineAt(text, at, LOOKED_AT)
		if (!META.test(line) && !BINARY.test(line)) break
		at = nextLine(text, at)
		const worth = FATE.test(line) ? WORTH_FATE : BINARY.test(line) ? 1 : WORTH_META
		builder.add(at, group, 1, { parent: file, worth })
	}
	while (at < text.length && HUNK.test(lineAt(text, at, LOOKED_AT)))
		at = addHunk(builder, text, at, group, file)
	return at
}

/** Adds the hunk at `from`; gives the offset after it. */
function addHunk(builder: SegmentBuilder, text: string, from: number, group: number, parent: number): number {
	const counts = HUNK.exec(lineAt(text, from, LOOKED_AT))
	let before = Number(counts?.[1] ?? 1)
	let after = Number(counts?.[2] ?? 1)
	builder.block++
	let at = nextLine(text, from)
	const header = builder.add(at, group, 1, { parent, worth: WORTH_META })
	while (at < text.length && (before > 0 || after > 0)) {
		const sign = text[at]
		const removed = sign === '-'
		const added = sign === '+'
		const context = sign === ' ' || sign === '\n' || sign === '\r'
		if (!removed && !added && !context && sign !== '\\') break
		if (removed || context) before--
		if (added || context) after--
		const line = lineAt(text, at, LOOKED_AT)
		at = nextLine(text, at)
		if (removed || added)
			builder.add(at, group, 1, {
				parent: header,
				...(EMPTY_CHANGE.test(line) ? { worth: WORTH_EMPTY } : {}),
			})
		else builder.add(at, group, 1, { parent: header, aside: true })
	}
	if (text.startsWith('\\ No newline', at)) {
		at = nextLine(text, at)
		builder.add(at, group, 1, { parent: header, aside: true })
	}
	return at
}
