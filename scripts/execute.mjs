import { spawn } from 'node:child_process'

/** Groups of the commands under way, by the id of their first process. */
const running = new Set()

// A command has a process group of its own, so that ending it also ends what it started; hence what the terminal
// would have told the group must be passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.once(signal, () => {
		for (const pid of running) endGroup(pid)
		process.kill(process.pid, signal)
	})
}

/**
 * Runs a command and resolves when it ended, never rejecting: a command that cannot be started has exit code
 * 127, one that took longer than `limitMs` is ended and has 124, and both say so in their output.
 *
 * @param {readonly string[]} command
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.stream] Shows the output as it comes instead of keeping it; no limit then.
 * @param {number} [options.limitMs]
 * @param {(text: string) => void} [options.onOutput]
 * @returns {Promise<{ exitCode: number, stdout: string, output: string }>} `output` is stdout and stderr as they came.
 */
export function execute(command, { cwd, env, stream = false, limitMs = 600_000, onOutput } = {}) {
	return new Promise((resolve) => {
		const [file, ...args] = command
		const windows = process.platform === 'win32'
		const child = spawn(file, args, {
			cwd,
			env,
			stdio: stream ? 'inherit' : ['ignore', 'pipe', 'pipe'],
			detached: !stream && !windows,
			// On Windows the tools are .cmd files, which only a shell starts.
			shell: windows && file !== 'node',
		})
		let stdout = ''
		let output = ''
		let late = false
		const keep = (text) => {
			output += text
			onOutput?.(text)
		}
		child.stdout?.setEncoding('utf8').on('data', (text) => {
			stdout += text
			keep(text)
		})
		child.stderr?.setEncoding('utf8').on('data', keep)
		if (!stream && child.pid !== undefined) running.add(child.pid)
		const limit = setTimeout(() => {
			late = true
			endGroup(child.pid)
		}, limitMs)
		if (stream) clearTimeout(limit)
		const end = (exitCode, remark = '') => {
			clearTimeout(limit)
			running.delete(child.pid)
			resolve({ exitCode, stdout, output: output + remark })
		}
		child.on('error', (error) => end(127, `${error.message}\n`))
		child.on('close', (code) => {
			if (late) end(124, `\nEnded after ${limitMs / 1000} s, the limit of one step.\n`)
			else end(code ?? 1)
		})
	})
}

function endGroup(pid) {
	try {
		process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
	} catch (error) {
		// It ended between the decision and the signal.
		if (error.code !== 'ESRCH') throw error
	}
}
