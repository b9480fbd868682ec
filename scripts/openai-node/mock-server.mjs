/** Starts the mock server of openai-node's specification, as its own scripts/mock does, on a port of its own. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const BRACKETS = ['query-array', 'form-array', 'query-object', 'form-object']

/** @returns `{ url, stop }`; throws an Error that says what to install when the server is not there. */
export async function startMockServer(checkout) {
	const steady = join(checkout, 'node_modules', '.bin', 'steady')
	const command = existsSync(steady) ? steady : 'steady'
	const port = await freePort()
	const formats = BRACKETS.map((name) => `--validator-${name}-format=brackets`)
	const child = spawn(
		command,
		['--host', '127.0.0.1', '-p', String(port), ...formats, specification(checkout)],
		{
			cwd: checkout,
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	)
	let said = ''
	let ended
	for (const output of [child.stdout, child.stderr]) output.on('data', (data) => (said += data))
	child.on('error', () => (ended = `steady is not installed; npm install --global @stdy/cli`))
	child.on('exit', (code) => (ended ??= `steady ended with code ${code}:\n${said}`))
	const url = `http://127.0.0.1:${port}`
	for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
		if (ended !== undefined) throw new Error(ended)
		const answer = await fetch(`${url}/_x-steady/health`).catch(() => undefined)
		if (answer?.ok) return { url, stop: () => child.kill() }
	}
	child.kill()
	throw new Error(`steady did not start within a minute:\n${said}`)
}

function specification(checkout) {
	const own = join('api_reference', 'openapi.transformed.yml')
	if (existsSync(join(checkout, own))) return own
	const stats = join(checkout, '.stats.yml')
	const url = existsSync(stats) && /^openapi_spec_url: *(\S+)/m.exec(readFileSync(stats, 'utf8'))?.[1]
	if (url) return url
	throw new Error(`${checkout} has neither ${own} nor a .stats.yml with openapi_spec_url`)
}

async function freePort() {
	const server = createServer()
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
	const { port } = server.address()
	await new Promise((resolve) => server.close(resolve))
	return port
}
