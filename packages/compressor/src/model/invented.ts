/**
 * A run of letters, digits and the marks that ids, amounts and dates are spelled with. Scripts without spaces
 * end it, since there a word cannot be told from its neighbours.
 */
const RUN =
	/(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff])[\p{L}\p{M}\p{N}_$€£¥%°.,/:@#+−-])+/gu
const WORD =
	/(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff])[\p{L}\p{M}\p{N}_])+/gu
const DIGIT = /\p{N}/u
/** What may stand before the first word of a sentence, a list item or a quotation. */
const OPENS = /(?:^|[\n.!?:。！？…•*#>"“«(-])[\s"“«(*#]*$/
/** First letters that a word at the start of a sentence must share with a small one of the source: Merging, merged. */
const STEM = 4

/**
 * The first number, name or id in `answer` that `source` does not hold, or `undefined`.
 *
 * A number must stand in the source with the same sign, decimals and unit marks; thousands may be grouped or
 * not. A capitalised word must stand there too; at the start of a sentence in any case or ending. Numbers
 * spelled as words, and names in scripts without capitals, are not seen.
 */
export function inventedIn(answer: string, source: string): string | undefined {
	const plain = ungrouped(source)
	const known = new Set(source.match(WORD) ?? [])
	const lower = new Set([...known].map((word) => word.toLowerCase()))
	// Names are capital: a stem from one would let Marie pass for Maria.
	const small = [...known].filter((word) => word === word.toLowerCase())
	const stems = new Set(small.map((word) => word.slice(0, STEM)))
	for (const run of answer.matchAll(RUN)) {
		if (DIGIT.test(run[0])) {
			const value = run[0].replace(/^[.,/:@#+_]+/, '').replace(/[.,/:@#+−_-]+$/, '')
			if (!holdsValue(plain, ungrouped(value))) return value
			continue
		}
		for (const match of run[0].matchAll(WORD)) {
			const word = match[0]
			if (!/\p{Lu}|_/u.test(word) || known.has(word) || known.has(word.toUpperCase())) continue
			const at = run.index + match.index
			const opens = OPENS.test(answer.slice(Math.max(0, at - 8), at)) || at === 0
			const plainWord = word.toLowerCase()
			// Only a first letter is capital because of its place.
			const ordinary = opens && word.slice(1) === plainWord.slice(1)
			if (
				ordinary &&
				(lower.has(plainWord) || (plainWord.length > STEM && stems.has(plainWord.slice(0, STEM))))
			)
				continue
			return word
		}
	}
	return undefined
}

/** A text with `12,500` spelled `12500`. */
function ungrouped(text: string): string {
	return text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
}

/** Whether a value stands in a text as a whole: `5` does not in `15`, `3.5` and ` -5`. */
function holdsValue(text: string, value: string): boolean {
	for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
		const left = text.slice(Math.max(0, at - 2), at)
		const right = text.slice(at + value.length, at + value.length + 2)
		if (!joinsLeft(left) && !joinsRight(right)) return true
	}
	return false
}

function joinsLeft(left: string): boolean {
	return isWordEnd(left.slice(-1)) || /\d[.,]$/.test(left) || /(?:^|[\s(])[-−]$/.test(left)
}

function joinsRight(right: string): boolean {
	return isWordEnd(right.slice(0, 1)) || /^[.,]\d/.test(right)
}

function isWordEnd(char: string): boolean {
	return char !== '' && (char.match(WORD)?.[0] ?? '') === char
}
