#!/usr/bin/env node
import { main } from './main.ts'

// A reader that goes away early, such as `head`, is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') throw error
	process.exit(0)
})

process.exitCode = await main(process.argv.slice(2), {
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	env: process.env,
	cwd: process.cwd(),
	isTerminal: process.stdout.isTTY === true,
	// A terminal that does not know its width says 0.
	columns: process.stdout.columns || undefined,
	isErrorTerminal: process.stderr.isTTY === true,
})
