/** Sequences that colour a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
const COLOUR = /\u001b\[[\d;]{0,20}[A-Za-z]/g
/** A date and time at the start of a line: ISO, syslog, with brackets or without, or the time alone. */
const TIME =
	/^[[(]?(?:\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}|[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}|\d{2}:\d{2}:\d{2})(?:[.,]\d{1,9})?(?:Z| ?[A-Z]{3}\b| ?[+-]\d{2}:?\d{2})?[\])]?\s{0,8}/

/** What a line of a log says, without colours, the time before it and blanks around it. */
export function messageOf(line: string): string {
	const plain = line.includes('\u001b') ? line.replace(COLOUR, '') : line
	return plain.trim().replace(TIME, '').trimStart()
}
