/** Most characters of a beginning: five tell `the following` from nearly all other words behind `the`. */
export const LENGTH: number = 5

/**
 * The literal characters, up to five, that a match of an expression can begin with.
 *
 * Reads the part of the syntax that phrase lists use at their beginning: letters, groups, classes of single
 * characters, `?`, and assertions, which take no characters. What else follows is left open.
 */
export function beginnings(source: string, most: number = LENGTH): readonly string[] {
	if (most === 0 || source === '') return ['']
	if (/^\(\?(?:[=!]|<[=!])/.test(source)) return beginnings(source.slice(closing(source)), most)
	if (source.startsWith('(')) return ofGroup(source, most)
	if (source.startsWith('[')) {
		const end = source.indexOf(']')
		if (/[\^\-\\]/.test(source.slice(1, end))) return ['']
		return [...source.slice(1, end)].flatMap((char) => extend(char, source.slice(end + 1), most))
	}
	const [char = ''] = source
	return /[\\.^$*+?{|)]/.test(char) ? [''] : extend(char, source.slice(1), most)
}

function extend(char: string, rest: string, most: number): readonly string[] {
	const optional = rest.startsWith('?')
	const behind = optional ? rest.slice(1) : rest
	const taken = beginnings(behind, most - 1).map((next) => char + next)
	return optional ? [...taken, ...beginnings(behind, most)] : taken
}

/** The expression as several that each begin with a character of their own, where it begins with a group. */
export function openings(source: string): readonly string[] {
	if (!source.startsWith('(?:')) return [source]
	const end = closing(source)
	const optional = source[end] === '?'
	const rest = source.slice(optional ? end + 1 : end)
	const all = alternatives(source.slice(3, end - 1)).flatMap((part) => openings(part + rest))
	return optional ? [...all, ...openings(rest)] : all
}

function ofGroup(source: string, most: number): readonly string[] {
	const end = closing(source)
	const optional = source[end] === '?'
	const rest = source.slice(optional ? end + 1 : end)
	const inner = source.slice(source.startsWith('(?:') ? 3 : 1, end - 1)
	const all = alternatives(inner).flatMap((part) => beginnings(part + rest, most))
	return optional ? [...all, ...beginnings(rest, most)] : all
}

/** Offset behind the group that a source begins with. */
function closing(source: string): number {
	let depth = 0
	for (let at = 0; at < source.length; at++) {
		const char = source[at]
		if (char === '\\') at++
		else if (char === '(') depth++
		else if (char === ')' && --depth === 0) return at + 1
	}
	return source.length
}

function alternatives(inner: string): readonly string[] {
	const parts: string[] = []
	let depth = 0
	let from = 0
	for (let at = 0; at < inner.length; at++) {
		const char = inner[at]
		if (char === '\\') at++
		else if (char === '(') depth++
		else if (char === ')') depth--
		else if (char === '|' && depth === 0) {
			parts.push(inner.slice(from, at))
			from = at + 1
		}
	}
	parts.push(inner.slice(from))
	return parts
}
