import { HeadroomError } from '@headroom/spec'

/** A part of some traffic and the price of the model that serves it. */
export interface PriceShare {
	/** Part of the tokens, in [0, 1]. */
	readonly share: number
	/** USD per 1M tokens. */
	readonly price: number
}

/** How far the shares may miss 1 in sum: written decimals such as 0.1 + 0.2 are not exact. */
const TOLERANCE = 1e-9

/**
 * USD per 1M tokens of traffic that is split over several prices: the mean of the prices, weighted by the shares.
 *
 * The shares are of *tokens*. Shares of requests give the price of the traffic only when the requests of every
 * route are equally long; where the dear model also gets the long prompts, such a blend shows a saving where the
 * bill shows a loss. For real traffic sum the cost of the calls.
 *
 * @throws HeadroomError `invalid-argument` when a share or a price is negative or no number, or the shares do not
 * sum to 1.
 */
export function blendedPrice(shares: readonly PriceShare[]): number {
	let sum = 0
	let blend = 0
	for (const [index, { share, price }] of shares.entries()) {
		if (!Number.isFinite(share) || share < 0)
			throw new HeadroomError(
				'invalid-argument',
				`shares[${index}].share is ${share}; expected a part of the tokens in [0, 1]`,
			)
		if (!Number.isFinite(price) || price < 0)
			throw new HeadroomError(
				'invalid-argument',
				`shares[${index}].price is ${price}; expected USD per 1M tokens, 0 or more`,
			)
		sum += share
		blend += share * price
	}
	if (Math.abs(sum - 1) > TOLERANCE)
		throw new HeadroomError(
			'invalid-argument',
			`the shares sum to ${sum}; expected 1 (write 40 % as 0.4, and count every route)`,
		)
	return blend
}
