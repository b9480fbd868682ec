import { type CallRecord, isHeadroomError, type WarningEvent } from '@headroom/spec'
import type { LedgerStore } from '../ledger/ledger-store.ts'
import { messageOf } from '../message-of.ts'

/** Most records kept while the ledger takes none; the oldest go first. Some 5 MB. */
const MOST_WAITING = 10_000
/** Most records given at once, so that a ledger that fails does not make every call slow. */
const AT_ONCE = 500

/** How many writers and calls still book in a ledger: the last one that is done closes it. */
const users = new WeakMap<LedgerStore, number>()

/**
 * Gives records to a ledger, and keeps those that it could not take for the next time. The ledger may be shared: it is
 * closed when the last writer is, and no call is under way. Never throws.
 */
export class LedgerWriter {
	readonly #ledger: LedgerStore
	readonly #warn: (warning: WarningEvent) => void
	#waiting: CallRecord[] = []
	#lost = 0
	#atOnce = AT_ONCE
	#busy = false
	#closed = false

	constructor(ledger: LedgerStore, warn: (warning: WarningEvent) => void) {
		this.#ledger = ledger
		this.#warn = warn
		this.begin()
	}

	/** Keeps the ledger open for a call. */
	begin(): void {
		users.set(this.#ledger, (users.get(this.#ledger) ?? 0) + 1)
	}

	/** The call is over; once for each `begin`. */
	end(): void {
		const left = (users.get(this.#ledger) ?? 1) - 1
		users.set(this.#ledger, left)
		if (left > 0) return
		try {
			this.#ledger.close()
		} catch (error) {
			this.#warn(warning(`could not be closed (${messageOf(error)})`))
		}
	}

	write(record: CallRecord): void {
		this.#waiting.push(record)
		if (this.#waiting.length > MOST_WAITING) {
			this.#lost += this.#waiting.length - MOST_WAITING
			this.#waiting = this.#waiting.slice(-MOST_WAITING)
		}
		this.#give()
	}

	/** Gives what is left, and lets go of the ledger. */
	close(): void {
		if (this.#closed) return
		this.#closed = true
		this.#give()
		this.end()
	}

	#give(): void {
		while (this.#waiting.length > 0) {
			try {
				this.#tellBusy(this.#ledger.record(this.#waiting.slice(0, this.#atOnce)))
			} catch (error) {
				if (!isHeadroomError(error) || error.code !== 'invalid-argument') {
					this.#keep(error)
					return
				}
				// One record that no ledger takes must not hold up the others: they go one by one until it is found.
				if (this.#atOnce > 1 && this.#waiting.length > 1) {
					this.#atOnce = 1
					continue
				}
				this.#warn(warning(`refused the record of a call, which is lost (${error.message})`))
			}
			this.#waiting = this.#waiting.slice(this.#atOnce)
			this.#atOnce = this.#waiting.length === 0 ? AT_ONCE : this.#atOnce
		}
	}

	/** Once, and anew when the ledger was up to date in between. */
	#tellBusy(waiting: number): void {
		if (waiting > 0 && !this.#busy) {
			const message = `the ledger's file is held by another process; ${waiting} records wait and are tried again`
			this.#warn({ type: 'warning', code: 'ledger-busy', message })
		}
		this.#busy = waiting > 0
	}

	#keep(error: unknown): void {
		const lost = this.#lost === 0 ? '' : `, ${this.#lost} older ones are lost`
		const waiting = `${this.#waiting.length} wait for the next call${lost}`
		this.#warn(warning(`did not take the record of a call (${messageOf(error)}); ${waiting}`))
	}
}

function warning(what: string): WarningEvent {
	return { type: 'warning', code: 'ledger-failed', message: `the ledger ${what}` }
}
