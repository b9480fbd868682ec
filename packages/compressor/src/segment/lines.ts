/** Offset of the break that ends the line at `from`, or of the end of the text. */
export function lineStop(text: string, from: number): number {
	const at = text.indexOf('\n', from)
	return at === -1 ? text.length : at
}

/** Offset after the line at `from`, its break included. */
export function nextLine(text: string, from: number): number {
	return Math.min(text.length, lineStop(text, from) + 1)
}

/** The line at `from` without its break, at most `longest` characters of it. */
export function lineAt(text: string, from: number, longest: number): string {
	return text.slice(from, Math.min(lineStop(text, from), from + longest))
}

/** Offset after the line break at `stop` and the blank lines behind it. */
export function blanksEnd(text: string, stop: number): number {
	let end = Math.min(text.length, stop + 1)
	let at = end
	while (at < text.length) {
		const code = text.charCodeAt(at)
		if (code === 10) end = at + 1
		else if (code !== 32 && code !== 9 && code !== 13) return end
		at++
	}
	return text.length
}

/** Lines that begin in a stretch: a line belongs to the stretch that it begins in. */
export function lineStarts(text: string, start: number, end: number): number {
	if (start >= end) return 0
	let count = start === 0 || text.charCodeAt(start - 1) === 10 ? 1 : 0
	// A break at the end of the stretch begins a line behind it.
	for (let at = text.indexOf('\n', start); at !== -1 && at < end - 1; at = text.indexOf('\n', at + 1)) count++
	return count
}
