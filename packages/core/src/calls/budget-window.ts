/** How long money is counted together. Hours, days and months of UTC. */
export type BudgetPer = 'hour' | 'day' | 'month' | 'total'

/** A span of time, in ms since 1970: `start` belongs to it, `end` no more. */
export interface BudgetWindow {
	readonly start: number
	/** `Infinity` for `total`. */
	readonly end: number
}

/** The window that a moment lies in. */
export function windowAt(per: BudgetPer, now: number): BudgetWindow {
	if (per === 'total') return { start: 0, end: Number.POSITIVE_INFINITY }
	const date = new Date(now)
	const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
	if (per === 'month') return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) }
	if (per === 'day') return { start: Date.UTC(year, month, day), end: Date.UTC(year, month, day + 1) }
	const hour = date.getUTCHours()
	return { start: Date.UTC(year, month, day, hour), end: Date.UTC(year, month, day, hour + 1) }
}
