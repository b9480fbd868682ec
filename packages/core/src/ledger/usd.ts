/** Parts of a dollar that money is booked in: a token at $0.01 per million costs ten thousand of them. */
const PER_USD = 1e12
const DIGITS = 12

/**
 * A sum of money as a whole number of 1e-12 USD, so that adding up never drifts.
 *
 * Prices of up to 6 decimals per million tokens are exact in it; up to $9,000 a figure, so is the number it is made of.
 */
export function picoOf(usd: number): number {
	return Math.round(usd * PER_USD)
}

/** The number nearest to an exact sum. */
export function usdOf(pico: bigint): number {
	const digits = (pico < 0n ? -pico : pico).toString().padStart(DIGITS + 1, '0')
	const text = `${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`
	return pico < 0n ? -Number(text) : Number(text)
}
