import { spawn } from 'node:child_process'

/**
 * Runs a command and resolves when it ended, never rejecting: a command that cannot be started has exit code
 * 127 and says so in its output.
 *
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stream?: boolean }} [options] `stream` shows the output as it comes instead of keeping it.
 * @returns {Promise<{ exitCode: number, stdout: string, output: string }>} `output` is stdout and stderr as they came.
 */
export function execute(command, { cwd, env, stream = false } = {}) {
	return new Promise((resolve) => {
		const [file, ...args] = command
		const child = spawn(file, args, {
			cwd,
			env,
			stdio: stream ? 'inherit' : ['ignore', 'pipe', 'pipe'],
			// On Windows the tools are .cmd files, which only a shell starts.
			shell: process.platform === 'win32' && file !== 'node',
		})
		let stdout = ''
		let output = ''
		child.stdout?.setEncoding('utf8').on('data', (text) => {
			stdout += text
			output += text
		})
		child.stderr?.setEncoding('utf8').on('data', (text) => {
			output += text
		})
		child.on('error', (error) => resolve({ exitCode: 127, stdout, output: `${output}${error.message}\n` }))
		child.on('close', (code) => resolve({ exitCode: code ?? 1, stdout, output }))
	})
}
