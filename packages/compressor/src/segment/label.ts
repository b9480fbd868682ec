import { lineStop } from './lines.ts'

const COMMIT = /^commit [0-9a-f]{7,64}\b/
/** Lines that name what follows them, each with how deep it nests. */
const HEADINGS: readonly (readonly [RegExp, number])[] = [
	[/^#{1,6} \S/, 0],
	[/^={2,6} \S/, 1],
	// What was typed, above what it printed.
	[/^(?:\[?[\w.-]{1,40}@[\w.-]{1,60}[: ][^$#\n]{0,100}[$#]|\$|PS [A-Z]:\\[^>\n]{0,100}>) \S/, 1],
	// Sections of test runners and build logs.
	[/^={3,} .{1,100} ={3,}$|^\*{3,} .{1,100} \*{3,}$|^(?:##\[(?:group|section)\]|::group::)/, 2],
	[/^-{3,} .{1,100} -{3,}$|^_{3,} .{1,100} _{3,}$/, 3],
	[COMMIT, 2],
	[/^@@ /, 4],
	// A directory in a recursive listing, a file above its findings.
	[/^\.{0,2}\/?[\w@.+-]{1,80}(?:\/[\w@.+-]{1,80}){0,20}:$/, 1],
	[/^\/?(?:[\w@.+-]{1,80}\/){1,20}[\w@+-]{1,80}\.\w{1,6}$/, 1],
]
/** "Document [3](Title: …) ", "[3] ", "Passage [3]: ": the numbered label of a source before its text. */
const SOURCE_LABEL = /(?:\p{L}{1,20} )?\[\d{1,4}\](?:\([^)\n]{0,200}\))?[:.]? /uy
/** "Ana: ", "Dr. Ito: ": who speaks. At most four words, so that a clause before a colon is rarely taken for one. */
const SPEAKER_LABEL =
	/\p{Lu}[\p{L}\p{M}\p{N}.'’_-]{0,24}(?: [\p{L}\p{N}(][\p{L}\p{M}\p{N}.'’_)-]{0,24}){0,3}(?:: |：)/uy

/** How deep a line nests as a heading, from 1; 0 when it is none. */
export function headingLevel(line: string): number {
	if (line.length > 400) return 0
	for (const [pattern, level] of HEADINGS) {
		if (pattern.test(line)) return level === 0 ? line.indexOf(' ') : level
	}
	return 0
}

/** What git prints of a commit below its name. */
const COMMIT_FIELD = /^(?:Merge|Author|AuthorDate|Commit|CommitDate|Date): {1,8}\S/

/** Whether a line names a commit, as git prints it. */
export function isCommit(line: string): boolean {
	return COMMIT.test(line)
}

/** Offset of the break that ends the header of the commit whose first line ends at `stop`. */
export function commitStop(text: string, stop: number): number {
	let end = stop
	while (end < text.length) {
		const next = lineStop(text, end + 1)
		if (!COMMIT_FIELD.test(text.slice(end + 1, Math.min(next, end + 60)))) break
		end = next
	}
	return end
}

/** Offset after a source or speaker label at the start of a line, or `start` when it has none. */
export function labelEnd(text: string, start: number, end: number): number {
	for (const pattern of [SOURCE_LABEL, SPEAKER_LABEL]) {
		pattern.lastIndex = start
		if (pattern.test(text) && pattern.lastIndex < end) return pattern.lastIndex
	}
	return start
}

/** Lines with a speaker from which a text is a dialogue, whose turns are better kept whole. */
const FEWEST_TURNS = 6

/** Whether most lines of a text open with who speaks. */
export function isDialogue(text: string): boolean {
	const lines = text
		.slice(0, 20_000)
		.split('\n')
		.filter((line) => line.trim() !== '')
	const spoken = lines.filter((line) => {
		SPEAKER_LABEL.lastIndex = 0
		return SPEAKER_LABEL.test(line)
	}).length
	return spoken >= FEWEST_TURNS && spoken >= lines.length * 0.6
}
