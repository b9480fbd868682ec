/**
 * Runs openai-node's own tests of chat, completions, responses, embeddings and models twice, in a checkout of that
 * repository: as they are, and with every client wrapped by withHeadroom. Exits 1 where a test comes out otherwise.
 *
 *     pnpm build && node scripts/openai-node-tests.mjs ../openai-node
 *
 * The checkout needs its dependencies (jest). The tests talk to the mock server of its specification, `steady` of
 * @stdy/cli, which is started here unless TEST_API_BASE_URL names one.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startMockServer } from './openai-node/mock-server.mjs'

const RESOURCES = ['chat/', 'completions.test.ts', 'responses/', 'embeddings.test.ts', 'models.test.ts']
const here = fileURLToPath(new URL('openai-node/', import.meta.url))

const checkout = resolve(process.argv[2] ?? '')
if (process.argv[2] === undefined || !existsSync(join(checkout, 'tests', 'api-resources'))) {
	fail('usage: node scripts/openai-node-tests.mjs <checkout of openai-node>')
}
if (!existsSync(fileURLToPath(new URL('../packages/core/dist/index.js', import.meta.url))))
	fail('run pnpm build first')

const folder = mkdtempSync(join(tmpdir(), 'headroom-openai-node-'))
let server
try {
	// biome-ignore lint/suspicious/noUndeclaredEnvVars: openai-node's own variable, and no task of turbo
	const given = process.env.TEST_API_BASE_URL
	server = given === undefined ? await startMockServer(checkout) : undefined
	const url = given ?? server.url
	const plain = run('as they are', [], {}, url)
	const wrapped = run('wrapped', wrapping(), wrappingEnvironment(), url)
	process.exitCode = compare(plain, wrapped, bookedCalls()) ? 0 : 1
} catch (error) {
	console.error(error.message)
	process.exitCode = 2
} finally {
	server?.stop()
	rmSync(folder, { recursive: true })
}

/** Options of jest that put the wrapped package in place of the checkout's own. */
function wrapping() {
	const names = { '^openai$': join(here, 'wrapped-openai.cjs'), '^openai/(.*)$': '<rootDir>/src/$1' }
	return ['--moduleNameMapper', JSON.stringify(names), '--env', join(here, 'jest-environment.mjs')]
}

function wrappingEnvironment() {
	return {
		HEADROOM_OPENAI_SOURCE: join(checkout, 'src', 'index.ts'),
		HEADROOM_JEST_ENVIRONMENT: jestEnvironment(),
		HEADROOM_CALLS_FILE: join(folder, 'calls'),
	}
}

/** Jest's environment for Node, found the way jest finds it, wherever the package manager put it. */
function jestEnvironment() {
	let at = join(checkout, 'package.json')
	for (const name of ['jest', '@jest/core', 'jest-config', 'jest-environment-node'])
		at = createRequire(at).resolve(name)
	return at
}

/** Runs the tests, and gives the outcome of each by its name. */
function run(how, options, env, url) {
	const output = join(folder, `${how}.json`)
	const files = RESOURCES.map((name) => `tests/api-resources/${name}`)
	const jest = join(checkout, 'node_modules', '.bin', 'jest')
	const args = [
		'--json',
		'--outputFile',
		output,
		'--runInBand',
		'--coverage=false',
		'--testTimeout=30000',
		...options,
	]
	const { stderr, error } = spawnSync(jest, [...args, '--runTestsByPath', ...listed(files)], {
		cwd: checkout,
		env: { ...process.env, ...env, TEST_API_BASE_URL: url },
		encoding: 'utf8',
	})
	if (error !== undefined)
		throw new Error(`jest cannot be run in ${checkout}: ${error.message}; install its dependencies`)
	if (!existsSync(output)) throw new Error(`jest (${how}) wrote no results:\n${stderr}`)
	const { testResults } = JSON.parse(readFileSync(output, 'utf8'))
	const outcomes = new Map()
	for (const { name, message, assertionResults } of testResults) {
		if (assertionResults.length === 0) outcomes.set(name, { status: 'failed', messages: [message] })
		for (const { fullName, status, failureMessages } of assertionResults)
			outcomes.set(`${name.slice(checkout.length + 1)} · ${fullName}`, { status, messages: failureMessages })
	}
	const passed = [...outcomes.values()].filter(({ status }) => status === 'passed').length
	console.log(`${how}: ${passed} passed, ${outcomes.size - passed} not, of ${outcomes.size}`)
	return outcomes
}

/** The test files under these paths. */
function listed(paths) {
	const { stdout } = spawnSync('git', ['ls-files', ...paths], { cwd: checkout, encoding: 'utf8' })
	const files = stdout.split('\n').filter((name) => name.endsWith('.test.ts'))
	if (files.length === 0) throw new Error(`${checkout} has no tests in git under ${paths.join(', ')}`)
	return files
}

/** How many calls Headroom booked; 0 when it was never there. */
function bookedCalls() {
	const file = join(folder, 'calls')
	const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
	return lines.reduce((sum, line) => sum + Number(line), 0)
}

/** Whether every test came out the same, and Headroom was really there. */
function compare(plain, wrapped, calls) {
	console.log(`calls that Headroom booked: ${calls}`)
	let same = calls > 0 && plain.size > 0
	for (const name of new Set([...plain.keys(), ...wrapped.keys()])) {
		const [before, after] = [plain.get(name)?.status, wrapped.get(name)?.status]
		if (before === after) continue
		same = false
		console.log(
			`${name}: ${before} as it is, ${after} wrapped\n${wrapped.get(name)?.messages.join('\n') ?? ''}`,
		)
	}
	console.log(same ? 'the same' : 'not the same')
	return same
}

function fail(message) {
	console.error(message)
	process.exit(2)
}
