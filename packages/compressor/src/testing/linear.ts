/** UTF-16 units of the longer text, eight times the shorter one. */
const LONG = 1 << 18

/**
 * Runs `run` on a text of one repeated unit, and on an eighth of it, for how the time grows. Quadratic work
 * takes 64 times as long; 40 ms absorb the noise of short times.
 *
 * @returns what it took, in words, where that is not in proportion to the length.
 */
export async function growsTooFast(
	unit: string,
	run: (text: string) => unknown,
): Promise<string | undefined> {
	const full = unit.repeat(Math.ceil(LONG / unit.length))
	const eighth = unit.repeat(Math.ceil(LONG / 8 / unit.length))
	let [long, short] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
	// Other work on the machine only ever adds time, so that the fastest of up to six rounds counts.
	for (let round = 0; round < 6 && !(long < 24 * short + 40); round++) {
		short = Math.min(short, await milliseconds(() => run(eighth)))
		long = Math.min(long, await milliseconds(() => run(full)))
	}
	if (long < 24 * short + 40) return undefined
	const shown = JSON.stringify(unit.slice(0, 40))
	return `${full.length} characters of ${shown} take ${long.toFixed(0)} ms, an eighth of them ${short.toFixed(0)} ms; expected time in proportion to the length`
}

/** Milliseconds of processor time, which other programs stretch least. */
async function milliseconds(run: () => unknown): Promise<number> {
	const start = process.cpuUsage()
	await run()
	const { user, system } = process.cpuUsage(start)
	return (user + system) / 1000
}
