import type { Price, TokenPrice } from '@headroom/spec'
import type { PriceCell, PriceRow } from './snapshot.ts'

/** The price that a row of the snapshot stores. */
export function decodePrice(row: PriceRow, asOf: string, source: string): Price {
	const [input, output, cacheRead, cacheWrite] = row
	return {
		input: decodeCell(input),
		output: decodeCell(output),
		...(cacheRead === undefined || cacheRead === null ? {} : { cacheRead: decodeCell(cacheRead) }),
		...(cacheWrite === undefined ? {} : { cacheWrite: decodeCell(cacheWrite) }),
		asOf,
		source,
	}
}

function decodeCell(cell: PriceCell): TokenPrice {
	if (typeof cell === 'number') return cell
	const [base = 0, ...rest] = cell
	const tiers = []
	for (let index = 0; index + 1 < rest.length; index += 2)
		tiers.push({ above: rest[index] ?? 0, usd: rest[index + 1] ?? 0 })
	return { base, tiers }
}
