import { expect } from 'vitest'
import { processorTime } from '../../../test/processor-time.ts'

/** Expects that half a megabyte of one unit takes time in proportion to its length. */
export function expectLinear(unit: string, run: (text: string) => void): void {
	const full = unit.repeat(Math.ceil((1 << 19) / unit.length))
	const eighth = full.slice(0, full.length >> 3)
	let [long, short] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
	// Quadratic work would take 64 times as long; 40 ms absorb the noise of short times. Other work on the machine only
	// ever adds time, so the fastest of up to six rounds counts.
	const isLinear = (): boolean => long < 24 * short + 40
	for (let round = 0; round < 6 && !isLinear(); round++) {
		short = Math.min(
			short,
			processorTime(() => run(eighth)),
		)
		long = Math.min(
			long,
			processorTime(() => run(full)),
		)
	}
	expect(long).toBeLessThan(24 * short + 40)
}
