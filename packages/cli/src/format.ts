import { type Cost, formatUsd } from '@headroom/core'

export { formatCount as integer, formatTable as table, formatUsd as usd } from '@headroom/core'

/** A ratio or fraction to three decimals, as `0.512`. */
export function ratio(value: number): string {
	return value.toFixed(3)
}

/** USD with four significant digits and its mark, or `unpriced`. */
export function cost(value: Cost): string {
	return value.status === 'unpriced' ? 'unpriced' : `${formatUsd(value.usd)} ${value.mark}`
}
