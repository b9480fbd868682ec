/** Milliseconds of processor time, which other programs on the machine stretch least. */
export function processorTime(run: () => void): number {
	const start = process.cpuUsage()
	run()
	const { user, system } = process.cpuUsage(start)
	return (user + system) / 1000
}
