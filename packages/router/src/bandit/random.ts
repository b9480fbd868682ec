import { termHash } from '../learned/term-hash.ts'

/** Draws uniform numbers in (0, 1). */
export type Random = () => number

/**
 * Numbers that depend on the words given alone, on every machine: a Weyl sequence of step 0x9e3779b9 through
 * MurmurHash3's finaliser, from a hash of the words. Not for secrets.
 */
export function randomFrom(...words: readonly (string | number)[]): Random {
	let state = termHash(JSON.stringify(words))
	return () => {
		state = (state + 0x9e37_79b9) >>> 0
		let hash = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b)
		hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
		// Half a step off zero, whose logarithm is infinite.
		return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 4_294_967_296
	}
}

/** A draw of the Beta distribution, as the share of one of two Gamma draws in their sum. */
export function drawBeta(a: number, b: number, random: Random): number {
	const [x, y] = [drawGamma(a, random), drawGamma(b, random)]
	return x + y === 0 ? a / (a + b) : x / (x + y)
}

/** A draw of the Gamma distribution of scale 1 (Marsaglia and Tsang 2000; below shape 1 by a power of a uniform). */
function drawGamma(shape: number, random: Random): number {
	if (shape < 1) return drawGamma(shape + 1, random) * random() ** (1 / shape)
	const d = shape - 1 / 3
	const c = 1 / Math.sqrt(9 * d)
	for (;;) {
		const x = drawNormal(random)
		const v = (1 + c * x) ** 3
		if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
	}
}

function drawNormal(random: Random): number {
	return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
}
