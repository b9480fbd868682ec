import type { OmissionAccount } from './outcome.ts'

// The one grammar of markers: DESIGN of the compressor, `formatMarker`.
const MARKER =
	/\[… (\d{1,9})(?: of (\d{1,9}))? (lines?|sentences?|rows?|entry|entries|messages?)(?: of [\w.*[\]-]{1,400})? (?:omitted|superseded by message \d{1,9}): ([\d–, ]{1,100000})(?: · recall [0-9a-z]{4,50})?\]/g

/**
 * Whether an account of omissions is true to itself and to the text: ranges are in order, apart and inside the
 * total; they add up to the count; and the markers that the text gained name as many units as the account.
 */
export function accountsHold(
	omissions: readonly OmissionAccount[],
	before: readonly string[],
	after: readonly string[],
): boolean {
	if (!omissions.every((omission) => rangesAddUp(omission.ranges, omission.count, omission.total)))
		return false
	const accounted = omissions.reduce((sum, omission) => sum + omission.count, 0)
	const [had, has] = [markedUnits(before), markedUnits(after)]
	return had !== undefined && has !== undefined && has - had === accounted
}

/** Units that the markers of some texts say are left out, or `undefined` when a marker contradicts itself. */
function markedUnits(texts: readonly string[]): number | undefined {
	let units = 0
	for (const text of texts) {
		for (const [, count, , , ranges] of text.matchAll(MARKER)) {
			const list = (ranges ?? '').split(', ').map(parseRange)
			if (!rangesAddUp(list, Number(count), Number.POSITIVE_INFINITY)) return undefined
			units += Number(count)
		}
	}
	return units
}

function parseRange(text: string): readonly [number, number] {
	const [from = Number.NaN, to = from] = text.split('–').map(Number)
	return [from, to]
}

function rangesAddUp(ranges: readonly (readonly [number, number])[], count: number, total: number): boolean {
	let [last, sum] = [0, 0]
	for (const [from, to] of ranges) {
		if (!(from > last && to >= from && to <= total)) return false
		last = to
		sum += to - from + 1
	}
	return sum === count
}
