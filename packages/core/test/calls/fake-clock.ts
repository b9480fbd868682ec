import type { Clock } from '@headroom/core'

/** A clock whose time passes only while nothing else can happen. */
export interface FakeClock extends Clock {
	/** How many sleeps are under way. */
	readonly sleeping: number
	/** Lets so many milliseconds pass. */
	advance(milliseconds: number): Promise<void>
	/** Lets time pass from sleep to sleep until the work is over; fails when it waits for something else. */
	run<Result>(work: Promise<Result>): Promise<Result>
}

/** Starts at midnight of 2026-11-26, UTC. */
export function fakeClock(start = Date.UTC(2026, 10, 26)): FakeClock {
	let now = start
	const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()

	async function advanceTo(time: number): Promise<void> {
		for (;;) {
			const [next] = [...sleepers].filter(({ at }) => at <= time).sort((a, b) => a.at - b.at)
			if (next === undefined) break
			now = Math.max(now, next.at)
			next.wake()
			await idle()
		}
		now = Math.max(now, time)
	}

	return {
		get sleeping() {
			return sleepers.size
		},
		now: () => now,
		sleep: (milliseconds, signal) =>
			new Promise((resolve, reject) => {
				if (signal?.aborted) return reject(signal.reason)
				const sleeper = {
					at: now + milliseconds,
					wake: () => {
						sleepers.delete(sleeper)
						signal?.removeEventListener('abort', abort)
						resolve()
					},
				}
				function abort(): void {
					sleepers.delete(sleeper)
					reject(signal?.reason)
				}
				signal?.addEventListener('abort', abort, { once: true })
				sleepers.add(sleeper)
			}),
		async advance(milliseconds) {
			await idle()
			await advanceTo(now + milliseconds)
			await idle()
		},
		async run(work) {
			let over = false
			work.then(
				() => {
					over = true
				},
				() => {
					over = true
				},
			)
			for (;;) {
				await idle()
				if (over) return work
				if (sleepers.size === 0) throw new Error('the work waits for something that is no sleep')
				await advanceTo(Math.min(...[...sleepers].map(({ at }) => at)))
			}
		},
	}
}

/** Everything that can happen without time passing has happened. */
async function idle(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve))
}
