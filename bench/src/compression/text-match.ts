/** Text with white space folded and case dropped, so that layout does not count as loss. */
export function folded(text: string): string {
	return text.normalize('NFC').replace(/\s+/g, ' ').toLowerCase().trim()
}

/**
 * Whether a quotation stands in a text, both folded. Inside JSON the quotation's own escaped spelling counts too,
 * and a quotation of JSON stands when it does so without white space.
 */
export function stands(quotation: string, foldedText: string): boolean {
	const wanted = folded(quotation)
	if (foldedText.includes(wanted) || foldedText.includes(folded(JSON.stringify(quotation).slice(1, -1))))
		return true
	return /[{}[\]":]/.test(wanted) && squeezed(foldedText).includes(squeezed(wanted))
}

/** The quotations that stand in a folded text. */
export function standingIn(quotations: readonly string[], foldedText: string): readonly string[] {
	return quotations.filter((quotation) => stands(quotation, foldedText))
}

/** A key with its colon, or a list, as JSON spells them: a quotation of notation rather than of a value. */
const JSON_SPELLING = /"[^"]*"\s*[:,]/

/**
 * The quotations that stand in a text as it is sent, both folded. One that quotes the spelling of JSON may stand in
 * the text read back instead, since writing JSON in another notation is what encoding is for.
 */
export function standingAsSent(
	quotations: readonly string[],
	foldedSent: string,
	foldedDecoded: string,
): readonly string[] {
	return quotations.filter(
		(quotation) =>
			stands(quotation, foldedSent) || (JSON_SPELLING.test(quotation) && stands(quotation, foldedDecoded)),
	)
}

function squeezed(text: string): string {
	return text.replaceAll(' ', '')
}

const HAN_OR_KANA = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

/** Words of a text in lower case; scripts without spaces give pairs of neighbouring characters. */
export function words(text: string): Set<string> {
	const found = new Set<string>()
	for (const run of text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []) {
		if (!HAN_OR_KANA.test(run)) found.add(run)
		else {
			const characters = [...run]
			for (let at = 0; at < Math.max(1, characters.length - 1); at++)
				found.add(characters.slice(at, at + 2).join(''))
		}
	}
	return found
}
