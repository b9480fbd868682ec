const REDACTED = '[redacted]'

/** Values shorter than this, such as "1", say nothing on their own and would tear holes into every message. */
const SHORTEST = 4

/** Characters of a foreign text that an error shows, at most. */
const MOST_SHOWN = 500

/** What looks like a key, also one that its vendor has masked in part (`sk-ab***yz`). */
const KEY_LIKE =
	/\b(?:(?:sk|pk|rk|gsk|csk|xai|hf|nvapi)[-_][\w*.-]{4,}|AIza[\w-]{10,}|(?:bearer|basic) [\w.+/=-]{16,})/gi

/**
 * A foreign text that is safe to show: none of the secrets, in any of the spellings a server may send back, nothing
 * that looks like a key, no control characters, and no more than 500 characters.
 */
export function scrub(text: string, secrets: readonly string[]): string {
	let clean = text
	for (const secret of spellings(secrets)) clean = clean.replaceAll(secret, REDACTED)
	clean = clean.replace(KEY_LIKE, REDACTED)
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
	clean = clean.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim()
	return clean.length > MOST_SHOWN ? `${beginning(clean)}…` : clean
}

/** As many whole characters, as a person sees them, as fit. */
function beginning(text: string): string {
	let end = 0
	for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, 2 * MOST_SHOWN))) {
		if (index + segment.length > MOST_SHOWN) break
		end = index + segment.length
	}
	return text.slice(0, end)
}

function spellings(secrets: readonly string[]): readonly string[] {
	const found = new Set<string>()
	for (const secret of secrets) {
		if (secret.length < SHORTEST) continue
		found.add(secret)
		found.add(JSON.stringify(secret).slice(1, -1))
		const bytes = Buffer.from(secret)
		found.add(encodeURIComponent(bytes.toString()))
		found.add(bytes.toString('base64'))
	}
	// Longer ones first, so that a part of one does not leave the rest of another behind.
	return [...found].sort((one, other) => other.length - one.length)
}
