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
		// Letters of most scripts end nothing; leave them at once.
		if ((code | 32) >= 97 && (code | 32) <= 122) {
			if (at - start < LONGEST) {
				at++
				continue
			}
		} else if (code < 128 ? code === 46 || code === 33 || code === 63 : LOOSE.test(text[at] ?? ''))
			end = looseEnd(text, start, at, to)
		else if (code > 128 && TIGHT.test(text[at] ?? '')) end = closersEnd(text, at, to)
		else if (soft <= at && isSoft(code)) soft = skipBlanks(text, at + 1, to)
		if (end === -1 && at - start >= LONGEST && soft - start >= SHORTEST_PIECE) end = soft
		if (end !== -1) {
			end = skipBlanks(text, end, to)
			if (end < to) ends.push(end)
			start = end
			soft = -1
			at = Math.max(at + 1, end)
		} else at++
	}
	ends.push(to)
	return ends
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

/** End of a sentence whose `.`, `!` or `?` is at `at`, or −1 when the sentence goes on. */
function looseEnd(text: string, start: number, at: number, to: number): number {
	const end = closersEnd(text, at, to)
	if (end < to && !BLANK.test(text[end] ?? '')) return -1
	if (text[at] !== '.') return end
	const word = wordBefore(text, start, at)
	if (word.length === 1 && /\p{L}/u.test(word)) return -1
	if (ABBREVIATION.test(word)) return -1
	const next = text[skipBlanks(text, end, to)] ?? ''
	if (/\p{Ll}/u.test(next)) return -1
	// "am 3. Mai", "2. Example": a short number before the stop is an ordinal or a list item.
	if (/^\d{1,2}$/.test(word) && end < to) return -1
	return end
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
