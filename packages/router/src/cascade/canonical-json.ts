/** Levels of nesting that are written; deeper ones would exhaust the stack. */
const DEEPEST = 500

/** A text of JSON in one spelling: keys in order, no spacing; `undefined` for what is no JSON. */
export function canonicalJson(text: string): string | undefined {
	try {
		return canonical(JSON.parse(text), 0)
	} catch {
		return undefined
	}
}

/**
 * One spelling for a value of JSON.
 *
 * @throws RangeError for one that is nested deeper than 500 levels.
 */
export function canonical(value: unknown, depth = 0): string {
	if (depth > DEEPEST) throw new RangeError(`JSON is nested deeper than ${DEEPEST} levels`)
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
	if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`
	const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
	return `{${fields.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, depth + 1)}`).join(',')}}`
}
