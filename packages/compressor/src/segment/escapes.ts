/** The text of a stretch of a JSON string as it reads, and where its characters stand in the source. */
export interface Unescaped {
	readonly text: string
	/** Offset in the source of the character at `at`; of the end of the stretch for the length of `text`. */
	readonly offsetOf: (at: number) => number
}

const ESCAPED = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g
const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** What the escapes of a piece of JSON stand for; everything else as it is. */
export function unescapeJson(piece: string): string {
	return piece.includes('\\') ? piece.replace(ESCAPED, spelled) : piece
}

/** Reads the escapes of the well-formed JSON string whose text, without its quotes, lies between two offsets. */
export function readString(source: string, from: number, to: number): Unescaped {
	const raw = source.slice(from, to)
	if (!raw.includes('\\')) return { text: raw, offsetOf: (at) => from + at }
	const offsets = new Uint32Array(raw.length + 1)
	let text = ''
	let done = 0
	const copy = (end: number): void => {
		for (let at = done; at < end; at++) offsets[text.length + at - done] = from + at
		text += raw.slice(done, end)
	}
	for (const match of raw.matchAll(ESCAPED)) {
		copy(match.index)
		offsets[text.length] = from + match.index
		text += spelled(match[0], match[1], match[2])
		done = match.index + match[0].length
	}
	copy(raw.length)
	offsets[text.length] = to
	return { text, offsetOf: (at) => offsets[at] ?? to }
}

/** Offset from which a stretch of a JSON string is nothing but blanks and escapes of blanks; its end when none are. */
export function escapedBlanksStart(text: string, from: number, to: number): number {
	let at = to
	while (at > from) {
		const code = text.charCodeAt(at - 1)
		if (code === 32) at--
		else if (at - 2 >= from && isBlankEscape(text, at - 2, from)) at -= 2
		else break
	}
	return at
}

/** Whether an escape of a blank stands at `at`: its backslash is not itself escaped. */
export function isBlankEscape(text: string, at: number, from: number): boolean {
	const letter = text[at + 1]
	if (text[at] !== '\\' || (letter !== 'n' && letter !== 'r' && letter !== 't')) return false
	let before = at
	while (before > from && text[before - 1] === '\\') before--
	return (at - before) % 2 === 0
}

function spelled(whole: string, code: string | undefined, letter: string | undefined): string {
	if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
	return letter === undefined ? whole : (LETTERS[letter] ?? letter)
}
