import { HeadroomError } from '@headroom/spec'

/** What may be spent on trying models other than the one believed to be the best. */
export interface ExplorationBudget {
	/** Share of different requests, in [0, 1]. @default 0.1 */
	readonly share?: number
	/** USD a day (UTC) that explored calls may be expected to cost more than the best model's. @default no bound */
	readonly usdPerDay?: number
}

/** What was spent, as it is saved. */
export interface BudgetState {
	readonly decisions: number
	readonly explored: number
	/** Days since 1970, and the USD of that day. */
	readonly day: number
	readonly usd: number
}

const DAY = 86_400_000

/** Says whether one more exploration is allowed. No bound is ever exceeded, not even at the start. */
export class Budget {
	readonly #share: number
	readonly #usdPerDay: number | undefined
	readonly #now: (() => number) | undefined
	#state: BudgetState

	/** @throws HeadroomError `invalid-argument` when a bound is out of range, or USD a day are bound without a clock. */
	constructor(
		{ share = 0.1, usdPerDay }: ExplorationBudget,
		now: (() => number) | undefined,
		state: BudgetState = { decisions: 0, explored: 0, day: 0, usd: 0 },
	) {
		if (!(share >= 0 && share <= 1)) throw wrong('share', share, 'a number in [0, 1]')
		if (usdPerDay !== undefined && !(usdPerDay >= 0)) throw wrong('usdPerDay', usdPerDay, 'USD, 0 or more')
		if (usdPerDay !== undefined && now === undefined)
			throw wrong('usdPerDay', usdPerDay, 'to come with a clock, now: Date.now')
		this.#share = share
		this.#usdPerDay = usdPerDay
		this.#now = now
		this.#state = state
	}

	get state(): BudgetState {
		return this.#state
	}

	/** Counts a decision that does not explore. */
	pass(): void {
		this.#state = { ...this.#state, decisions: this.#state.decisions + 1 }
	}

	/** Counts a decision that explores, and what it is expected to cost more, or says why it may not. */
	explore(usd: number): string | undefined {
		const { decisions, explored } = this.#state
		if (explored + 1 > this.#share * (decisions + 1) + 1e-9)
			return 'the share of explored requests is used up'
		const day = this.#now === undefined ? 0 : Math.floor(this.#now() / DAY)
		const spent = (day === this.#state.day ? this.#state.usd : 0) + Math.max(0, usd)
		if (this.#usdPerDay !== undefined && !(spent <= this.#usdPerDay))
			return 'the day’s USD of exploration are used up'
		this.#state = { decisions: decisions + 1, explored: explored + 1, day, usd: spent }
		return undefined
	}
}

function wrong(field: string, value: unknown, expected: string): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`exploration.${field} is ${JSON.stringify(value)}; expected ${expected}`,
	)
}
