import type { JsonValue } from '@headroom/spec'

/** JSON texts of values that were read from them. */
const SPELLINGS = new WeakMap<object, string>()

/** Whether a text may have numbers that JavaScript's cannot hold: every one of at most 15 digits is exact. */
export function mayRound(text: string): boolean {
	return /\d{16}/.test(text)
}

/**
 * The value, from now on written as this text, which says it. Kept only where writing the value itself would give other
 * numbers, so that a value which is changed later is hardly ever written as it was.
 */
export function spelledAs<T extends object>(value: T, text: string): T {
	if (mayRound(text)) SPELLINGS.set(value, text)
	return value
}

/** The text that a value is written as; `undefined` for any that `spelledAs` was not told of. */
export function spellingOf(value: object): string | undefined {
	return SPELLINGS.get(value)
}

/** JSON text of a value, in which whatever has a spelling of its own keeps it. */
export function jsonText(value: JsonValue): string {
	const spellings: string[] = []
	// No text within the value can say what was made up only now.
	const mark = `"${crypto.randomUUID()}"`
	const text = JSON.stringify(value, (_key, each: unknown) => {
		const spelling = typeof each === 'object' && each !== null ? spellingOf(each) : undefined
		if (spelling === undefined) return each
		spellings.push(spelling)
		return mark.slice(1, -1)
	})
	if (spellings.length === 0) return text
	return text
		.split(mark)
		.map((between, index) => between + (spellings[index] ?? ''))
		.join('')
}
