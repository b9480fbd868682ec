import { format } from 'node:util'
import { vi } from 'vitest'

/** Runs a module for what it prints and gives back the lines. */
export async function printedBy(file: string): Promise<readonly string[]> {
	const printed: string[] = []
	const log = vi.spyOn(console, 'log').mockImplementation((...values) => {
		printed.push(...format(...values).split('\n'))
	})
	try {
		await import(file)
	} finally {
		log.mockRestore()
	}
	return printed
}
