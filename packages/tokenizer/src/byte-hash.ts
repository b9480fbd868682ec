/**
 * Multiplier of the polynomial hash of bytes: `hash * RADIX + byte`, modulo 2^32.
 *
 * Any odd number with well-spread bits does. The hash of any stretch of a text follows from two hashes of
 * prefixes, which is why this form was chosen over stronger ones; equal hashes are compared byte by byte.
 */
export const RADIX = 0x2c1b3c6d

/** The hash with its bits spread, so that the leading ones may be taken. */
export function mixedHash(hash: number): number {
	return Math.imul(hash ^ (hash >>> 15), 0x297a2d39)
}

/** `RADIX ** n` modulo 2^32 for n up to `size - 1`. */
export function radixPowers(size: number): Int32Array {
	const powers = new Int32Array(size)
	let power = 1
	for (let n = 0; n < size; n++) {
		powers[n] = power
		power = Math.imul(power, RADIX)
	}
	return powers
}
