import { HeadroomError } from '@headroom/spec'
import type { LedgerEntry } from './entry.ts'

/** Most records that wait for the file, about 10 MB. */
const MAX_WAITING = 10_000

/** Records written in one go, about 20 ms of work. */
const PER_ATTEMPT = 500

/** Milliseconds to the next attempt: doubled each time, up to the second bound. */
const FIRST_DELAY = 100
const LAST_DELAY = 2000

/** Attempts, about half a minute of them, for which a waiting record keeps the process alive. */
const LIVELY_ATTEMPTS = 20

/**
 * Records that the file did not take, tried again by and by, so that a process that holds the file for long never
 * makes the event loop stand still for long.
 */
export class Waiting {
	readonly #write: (entries: readonly LedgerEntry[]) => void
	readonly #entries = new Map<string, LedgerEntry>()
	#timer: NodeJS.Timeout | undefined
	#attempts = 0

	/** @param write Writes all of the entries, or throws and writes none. */
	constructor(write: (entries: readonly LedgerEntry[]) => void) {
		this.#write = write
	}

	get size(): number {
		return this.#entries.size
	}

	values(): Iterable<LedgerEntry> {
		return this.#entries.values()
	}

	/** @throws HeadroomError `not-supported` when too many wait already; none of these is kept then. */
	add(entries: readonly LedgerEntry[]): void {
		if (this.#entries.size + entries.length > MAX_WAITING) {
			throw new HeadroomError(
				'not-supported',
				`ledger: ${entries.length} records are lost, since ${this.#entries.size} wait already for a file that cannot be written to; see which process holds it, and whether its disk is full`,
			)
		}
		for (const entry of entries) this.#entries.set(entry.id, entry)
		this.#schedule()
	}

	/** Writes what waits, some at a time. @throws what `write` throws; the rest goes on waiting. */
	flush(): void {
		while (this.#entries.size > 0) this.#writeSome()
		this.stop()
		this.#attempts = 0
	}

	/** Makes no more attempts. */
	stop(): void {
		clearTimeout(this.#timer)
		this.#timer = undefined
	}

	#writeSome(): void {
		const some = [...this.#entries.values()].slice(0, PER_ATTEMPT)
		this.#write(some)
		for (const { id } of some) this.#entries.delete(id)
	}

	#schedule(): void {
		if (this.#timer !== undefined || this.#entries.size === 0) return
		const delay = Math.min(LAST_DELAY, FIRST_DELAY * 2 ** this.#attempts)
		this.#timer = setTimeout(() => this.#attempt(), delay)
		if (this.#attempts >= LIVELY_ATTEMPTS) this.#timer.unref()
	}

	#attempt(): void {
		this.#timer = undefined
		try {
			this.#writeSome()
			this.#attempts = 0
		} catch {
			// Whoever gave the record was told that it waits.
			this.#attempts++
		}
		this.#schedule()
	}
}
