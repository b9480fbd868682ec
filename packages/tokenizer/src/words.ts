/** Longest stretch of bytes that three words hold. */
export const THREE_WORDS = 12
/** Longest stretch of bytes that two words hold. */
export const TWO_WORDS = 8

/** For each length up to `THREE_WORDS`, the masks that leave its bytes in the three words read from its start. */
export const MASKS: Int32Array = new Int32Array((THREE_WORDS + 1) * 3)
for (let length = 0; length <= THREE_WORDS; length++) {
	for (let word = 0; word < 3; word++) {
		const bytes = Math.min(Math.max(length - word * 4, 0), 4)
		MASKS[length * 3 + word] = bytes === 4 ? -1 : (1 << (bytes * 8)) - 1
	}
}

/** A hash of words, of which the leading bits may be taken. */
export function hashWords(first: number, second: number, third: number): number {
	const hash = Math.imul(first, 0x2c1b3c6d) ^ Math.imul(second, 0x297a2d39) ^ Math.imul(third, 0x1b56c4e9)
	return Math.imul(hash ^ (hash >>> 15), 0x7feb352d)
}
