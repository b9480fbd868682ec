import { main } from '../src/main.ts'
import type { Terminal } from '../src/terminal.ts'

/** Runs the command in this process with a made-up terminal. */
export async function runHeadroom(
	words: readonly string[],
	given: {
		readonly stdin?: string
		readonly cwd?: string
		readonly env?: Record<string, string>
		readonly isTerminal?: boolean
		readonly columns?: number
	} = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
	let [stdout, stderr] = ['', '']
	async function* input(): AsyncGenerator<string> {
		yield given.stdin ?? ''
	}
	const terminal: Terminal = {
		stdin: input(),
		stdout: { write: (text) => (stdout += text) },
		stderr: { write: (text) => (stderr += text) },
		env: given.env ?? {},
		cwd: given.cwd ?? '/',
		isTerminal: given.isTerminal ?? false,
		columns: given.columns,
		isErrorTerminal: given.isTerminal ?? false,
	}
	const code = await main(words, terminal)
	return { code, stdout, stderr }
}
