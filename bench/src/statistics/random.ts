/** Draws uniform numbers in [0, 1), each a multiple of 2^-32. */
export type Random = () => number

/**
 * The generator xoshiro128** 1.1 from a state of four 32-bit words that are not all zero.
 *
 * Public domain, by D. Blackman and S. Vigna: https://prng.di.unimi.it/xoshiro128starstar.c. Period 2^128 − 1;
 * not for secrets.
 */
export function xoshiro128(state: readonly [number, number, number, number]): Random {
	// A typed array keeps the words as machine integers; variables of a closure would be boxed on every write.
	const words = Int32Array.from(state)
	return () => {
		const a = words[0] as number
		const b = words[1] as number
		const c = (words[2] as number) ^ a
		const d = (words[3] as number) ^ b
		const product = Math.imul(b, 5)
		words[0] = a ^ d
		words[1] = b ^ c
		words[2] = c ^ (b << 9)
		words[3] = (d << 11) | (d >>> 21)
		return (Math.imul((product << 7) | (product >>> 25), 9) >>> 0) / 4_294_967_296
	}
}

/**
 * A generator whose numbers depend on the seed alone, on every machine.
 *
 * The seed is an integer, taken modulo 2^32; its state is filled as the authors of xoshiro advise, by a
 * generator of another kind: a Weyl sequence of step 0x9e3779b9 through MurmurHash3's finaliser.
 */
export function seededRandom(seed: number): Random {
	const word = (index: number): number => murmurFinaliser((seed + index * 0x9e37_79b9) >>> 0)
	return xoshiro128([word(1), word(2), word(3), word(4)])
}

/** An integer in [0, bound), for bounds up to 2^32. */
export function randomBelow(random: Random, bound: number): number {
	return Math.floor(random() * bound)
}

/** The items in a random order, each order as likely (Fisher and Yates, in Durstenfeld's form). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
	const result = [...items]
	for (let last = result.length - 1; last > 0; last--) {
		const other = randomBelow(random, last + 1)
		const [mine, theirs] = [result[last] as Item, result[other] as Item]
		result[last] = theirs
		result[other] = mine
	}
	return result
}

function murmurFinaliser(word: number): number {
	let hash = word
	hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
	return (hash ^ (hash >>> 16)) >>> 0
}
