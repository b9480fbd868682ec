/** Sentence enders of scripts that put no space after them: 。！？｡ and the enders of Indic, Khmer, Myanmar, Ethiopic. */
const TIGHT = /[。！？｡।॥។။።]/
/** Enders that need a space or the end of the line after them. */
const LOOSE = /[.!?…؟۔]/
const CLOSER = /["'”’)\]»」』）】》〉]/
const BLANK = /\s/
/** Abbreviations that end in a full stop and go on; single letters are never an end either. */
const ABBREVIATION =
	/^(?:mr|mrs|ms|dr|prof|st|jr|sr|vs|etc|no|fig|eq|al|inc|ltd|co|corp|gen|col|lt|rev|hon|mt|ft|approx|dept|est|vol|pp|ed|bzw|ca|nr|str|abb|usw|sog|evtl|inkl|art|sra|av|pág|núm|tel|z\.b|d\.h|u\.a|e\.g|i\.e|u\.s|a\.m|p\.m|n\.chr|v\.chr)$/i

/** Characters after which a sentence without any ender is cut at a blank or comma, so that none is endless. */
const LONGEST = 400
const SHORTEST_PIECE = 160

/**
 * Offsets after each sentence between `from` and `to`, the last one being `to`; blanks belong to the
 * sentence before them. Never cuts inside a number, a URL, an abbreviation or a word.
 */
export function sentenceEnds(text: string, from: number, to: number): number[] {
	const ends: number[] = []
	let start = from
	let at = from
	let soft = -1
	while (at < to) {
		const code = text.charCodeAt(at)
		let end = -1
		let next = at + 1
		const letter = (code | 32) >= 97 && (code | 32) <= 122
		if (!letter && isLoose(code, text, at)) {
			// Enders in a row are looked at once, however many they are.
			next = closersEnd(text, at, to)
			if (isEnd(text, start, at, next, to)) end = next
		} else if (code > 128 && TIGHT.test(text[at] ?? '')) end = closersEnd(text, at, to)
		else if (!letter && soft <= at && isSoft(code)) soft = skipBlanks(text, at + 1, to)
		if (end === -1 && at - start >= LONGEST && soft - start >= SHORTEST_PIECE) end = soft
		if (end !== -1) {
			end = skipBlanks(text, end, to)
			if (end < to) ends.push(end)
			start = end
			soft = -1
			next = Math.max(next, end)
		}
		at = next
	}
	ends.push(to)
	return ends
}

function isLoose(code: number, text: string, at: number): boolean {
	return code < 128 ? code === 46 || code === 33 || code === 63 : LOOSE.test(text[at] ?? '')
}

/** Blanks and the commas of scripts without spaces: where an endless sentence may be cut. */
function isSoft(code: number): boolean {
	return (
		code === 32 ||
		code === 9 ||
		code === 10 ||
		code === 0x3000 ||
		code === 0xff0c ||
		code === 0x3001 ||
		code === 0xff1b
	)
}

/** Whether the enders from `at` up to `end` close the sentence that started at `start`. */
function isEnd(text: string, start: number, at: number, end: number, to: number): boolean {
	if (end < to && !BLANK.test(text[end] ?? '')) return false
	// "Is it true?" asked Ana; e.g. this: a small letter goes on.
	if (/\p{Ll}/u.test(text[skipBlanks(text, end, to)] ?? '')) return false
	if (text[at] !== '.') return true
	const word = wordBefore(text, start, at)
	if (word.length === 1 && /\p{L}/u.test(word)) return false
	if (ABBREVIATION.test(word)) return false
	// "am 3. Mai", "2. Example": a short number before the stop is an ordinal or a list item.
	return !/^\d{1,2}$/.test(word) || end === to
}

/** Skips enders and closing quotes and brackets in a row. */
function closersEnd(text: string, at: number, to: number): number {
	let end = at + 1
	while (end < to) {
		const char = text[end] ?? ''
		if (!CLOSER.test(char) && !LOOSE.test(char) && !TIGHT.test(char)) break
		end++
	}
	return end
}

function wordBefore(text: string, start: number, at: number): string {
	let from = at
	// Longer words are no abbreviation, so that there is no need to see them whole.
	while (from > start && at - from < 8 && !/[\s("'“‘[]/.test(text[from - 1] ?? '')) from--
	return text.slice(from, at)
}

/** Offset of the first character at or after `at` that is not a blank. */
export function skipBlanks(text: string, at: number, to: number): number {
	let end = at
	while (end < to && BLANK.test(text[end] ?? '')) end++
	return end
}
