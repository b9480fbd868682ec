/**
 * Whether an offset lies inside figures such as `0.25`, `2015-10-18` or `10.0.0.7`, which make no sense in halves. A
 * colon joins no figures: the hour that log lines share may stand in a phrase, the minutes behind it.
 */
export function cutsFigures(text: string, offset: number): boolean {
	const [before, after] = [text.charCodeAt(offset - 1), text.charCodeAt(offset)]
	if (isDigit(before)) return isJoint(after) && isDigit(text.charCodeAt(offset + 1))
	return isDigit(after) && isJoint(before) && isDigit(text.charCodeAt(offset - 2))
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57
}

/** Whether a mark joins figures: `,`, `-` or `.`. */
function isJoint(code: number): boolean {
	return code >= 44 && code <= 46
}
