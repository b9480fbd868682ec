/** A text of the file in double quotes: control characters escaped, shortened when long, keys of APIs hidden. */
export function quote(text: string): string {
	const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text
	return looksSecret(text) ? '"[redacted]"' : JSON.stringify(shown).replace(UNPRINTABLE, escapeCharacter)
}

/** Control characters, line separators and the marks that reorder text on a screen. */
export const UNPRINTABLE: RegExp = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/**
 * A key of the file in double quotes. Of one that has swallowed its value, as in `api_key=…`, only the first word is
 * shown: the rest may be secret.
 */
export function quoteKey(key: string): string {
	const [word = ''] = /^[^\s=]*/.exec(key) ?? []
	const colon = word.indexOf(':')
	const cut = colon >= 0 && SECRET_NAME.test(word.slice(0, colon)) ? word.slice(0, colon) : word
	return cut === key ? quote(key) : quote(`${cut}...`)
}

/** Words that a key has in it when its value is best not shown. */
export const SECRET_NAME: RegExp = /key(?!word)|secret|token(?!s)|password|passwd|credential|auth|cookie/i

function escapeCharacter(character: string): string {
	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

const VENDOR_KEY =
	/(?:^|[^A-Za-z0-9])(?:sk|pk|rk|gsk|xai|pplx|nvapi|ghp|hf|r8|glpat)[-_][A-Za-z0-9]|AIza|AKIA|eyJ[A-Za-z0-9]/
const RUN = /[A-Za-z0-9]{24,}/g

/** Whether a text has the shape of a credential: a vendor's prefix, or a long run of mixed letters and digits. */
export function looksSecret(text: string): boolean {
	if (VENDOR_KEY.test(text)) return true
	return (text.match(RUN) ?? []).some((run) => /[0-9]/.test(run) && /[A-Za-z]/.test(run))
}
