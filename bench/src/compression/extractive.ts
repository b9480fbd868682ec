/**
 * Share of the non-empty lines of a result that occur in the source as they stand, markers taken out; 1 for an
 * empty result.
 */
export function shareOfQuotedLines(before: string, after: string): number {
	const source = fold(before)
	let [lines, quoted] = [0, 0]
	for (const line of after.split('\n')) {
		const pieces = line
			.split(/\[… [^\]\n]{0,100000}\]/)
			.map(fold)
			.filter((piece) => piece !== '')
		if (pieces.length === 0) continue
		lines += 1
		if (pieces.every((piece) => source.includes(piece))) quoted += 1
	}
	return lines === 0 ? 1 : quoted / lines
}

function fold(text: string): string {
	return text.replace(/\s+/g, ' ').trim()
}
