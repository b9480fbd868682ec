/** Freezes a JSON value all the way down, so that a write to it throws. */
export function deepFreeze<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
	for (const inner of Object.values(value)) deepFreeze(inner)
	return Object.freeze(value)
}

/** Whether two values are the same JSON. Order of fields does not matter, a field set to `undefined` is absent. */
export function sameJson(a: unknown, b: unknown): boolean {
	if (a === b) return true
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
	if (Array.isArray(a) !== Array.isArray(b)) return false
	const left = definedEntries(a)
	const right = new Map(definedEntries(b))
	return (
		left.length === right.size &&
		left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)))
	)
}

function definedEntries(value: object): [string, unknown][] {
	return Object.entries(value).filter(([, inner]) => inner !== undefined)
}
