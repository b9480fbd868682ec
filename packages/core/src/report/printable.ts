/** What a terminal would obey instead of show: control characters, and those that turn the direction of writing. */
const OBEYED = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** A name with such characters written as escapes. */
export function printable(text: string): string {
	return text.replace(OBEYED, (character) => {
		const code = character.codePointAt(0) ?? 0
		return `\\u{${code.toString(16)}}`
	})
}
