import { type BudgetPer, type BudgetWindow, windowAt } from './budget-window.ts'

/** Money of one budget, for one value of its label. */
interface Account {
	window: BudgetWindow
	spentUsd: number
	/** Set aside for calls that are under way. */
	reservedUsd: number
}

/** Money that is set aside for a call. Settled once, with what it cost in the end. */
export interface Reservation {
	settle(usd: number): void
}

/** What a budget says of a call. */
export interface Standing {
	readonly spentUsd: number
	readonly reservedUsd: number
	/** When the money is counted anew, in ms since 1970; `Infinity` for never. */
	readonly endsAt: number
}

/** Most accounts of one budget; values of labels come from requests. */
const MAX_ACCOUNTS = 10_000

/** Keeps the accounts of one budget, each in its window of time. */
export class BudgetBook {
	readonly #per: BudgetPer
	readonly #usd: number
	readonly #seed: (label: string, from: number) => number
	readonly #accounts = new Map<string, Account>()

	/** @param seed What was spent before this process, by label, from a moment on. */
	constructor(per: BudgetPer, usd: number, seed: (label: string, from: number) => number) {
		this.#per = per
		this.#usd = usd
		this.#seed = seed
	}

	/** How an account stands, and whether another call of that cost fits. */
	look(label: string, now: number, usd: number): Standing & { readonly fits: boolean } {
		const { spentUsd, reservedUsd, window } = this.#account(label, now)
		// A call that costs nothing fits until the money is gone, so that a limit of 0 refuses it too.
		const fits = spentUsd + reservedUsd + usd <= this.#usd && spentUsd < this.#usd
		return { spentUsd, reservedUsd, endsAt: window.end, fits }
	}

	/** Sets money aside. What it cost is booked to the window in which it is settled. */
	reserve(label: string, now: () => number, usd: number): Reservation {
		const account = this.#account(label, now())
		account.reservedUsd += usd
		let settled = false
		return {
			settle: (spent) => {
				if (settled) return
				settled = true
				const then = this.#account(label, now())
				then.spentUsd += spent
				// The sum of many small numbers may end a little below 0.
				then.reservedUsd = Math.max(0, then.reservedUsd - usd)
			},
		}
	}

	#account(label: string, now: number): Account {
		const known = this.#accounts.get(label)
		if (known !== undefined) {
			if (now >= known.window.end) {
				known.window = windowAt(this.#per, now)
				known.spentUsd = this.#seed(label, known.window.start)
			}
			return known
		}
		if (this.#accounts.size >= MAX_ACCOUNTS) this.#makeRoom()
		const window = windowAt(this.#per, now)
		const account = { window, spentUsd: this.#seed(label, window.start), reservedUsd: 0 }
		this.#accounts.set(label, account)
		return account
	}

	/** Forgets the account that was opened first and is not in use; with a ledger it is read again when needed. */
	#makeRoom(): void {
		for (const [label, account] of this.#accounts) {
			if (account.reservedUsd > 0) continue
			this.#accounts.delete(label)
			return
		}
	}
}
