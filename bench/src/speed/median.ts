import { performance } from 'node:perf_hooks'
import { Bench } from 'tinybench'

/** Median milliseconds of a piece of work, warm. */
export async function median(run: () => unknown): Promise<number> {
	const bench = new Bench({ time: 300, warmupTime: 100, now: () => performance.now() })
	bench.add('run', async () => {
		await run()
	})
	await bench.run()
	const result = bench.tasks[0]?.result
	return result !== undefined && 'latency' in result ? result.latency.p50 : Number.NaN
}
