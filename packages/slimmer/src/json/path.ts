const PLAIN = /^[A-Za-z_$][\w$-]*$/

/** The path of a value in an object: `owner.login`, `owner["odd key"]`. `key` as JSON spells it, quotes included. */
export function keyPath(path: string, key: string): string {
	const content = key.slice(1, -1)
	if (!PLAIN.test(content)) return `${path}[${key}]`
	return path === '' ? content : `${path}.${content}`
}

/** The path of an element of an array: `items[3]`. */
export function itemPath(path: string, index: number): string {
	return `${path}[${index}]`
}

/** What stands in the place of a value that stands whole at another path before. */
export function sameAs(path: string): string {
	return `[same as ${path}]`
}

// Bounded: V8 runs out of stack on long repetitions of groups.
const SAME =
	/\[same as ((?:[A-Za-z_$][\w$-]*)?(?:\.[A-Za-z_$][\w$-]*|\[\d{1,9}\]|\["(?:[^"\\]|\\.){0,1000}"\]){0,64})\]/y

/** The path that a `sameAs` at `start` names and the offset behind it, or `undefined` where none stands. */
export function readSameAs(text: string, start: number): { path: string; end: number } | undefined {
	SAME.lastIndex = start
	const match = SAME.exec(text)
	return match === null ? undefined : { path: match[1] ?? '', end: SAME.lastIndex }
}
