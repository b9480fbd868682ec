/**
 * UTF-16 code units that markers or notation of one kind may stand for in one text, at most: a quarter of the longest
 * string there is.
 */
export const MOST_RESTORED: number = 1 << 27

/** Times the length of a text that its notation may stand for: none that is worth writing comes near. */
const MOST_GROWTH = 200

/** Told of UTF-16 code units that restoring brings forth; says whether there may be more. */
export type Spend = (units: number) => boolean

/**
 * What an encoder may bring forth in restoring a text: bounds the work on made-up notation, which a few hundred
 * characters could blow up beyond all memory.
 */
export function restoreBudget(text: string): Spend {
	return spendUpTo(Math.min(MOST_RESTORED, text.length * MOST_GROWTH))
}

/** Lets this many code units be brought forth in all. */
export function spendUpTo(most: number): Spend {
	let left = most
	return (units) => {
		left -= units
		return left >= 0
	}
}
