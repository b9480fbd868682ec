/**
 * About how many tokens a stretch of text has, in one cheap pass: a share for letters, more for digits,
 * marks and scripts without spaces. Only used to share out an exact count among segments.
 */
export function estimateTokens(text: string, from: number, to: number): number {
	let sum = 0
	let letters = 0
	for (let at = from; at < to; at++) {
		const code = text.charCodeAt(at)
		if ((code | 32) >= 97 && (code | 32) <= 122) {
			// A word costs a token, and another for every seven letters or so.
			sum += letters === 0 ? 1 : letters % 7 === 0 ? 0.7 : 0
			letters++
			continue
		}
		letters = 0
		if (code === 32) continue
		if (code === 10) sum += 0.5
		else if (code >= 48 && code <= 57) sum += 0.45
		else if (code < 128) sum += 0.6
		else if (code < 0x0500) sum += 0.35
		else if (code < 0x2e80) sum += 0.4
		else sum += 0.75
	}
	return sum
}
