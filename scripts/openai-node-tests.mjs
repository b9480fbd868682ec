/**
 * Runs openai-node's own tests of chat, completions, responses, embeddings and models twice, in a checkout of that
 * repository: as they are, and with every client wrapped by withHeadroom. Exits 1 where a test comes out otherwise, or
 * where it cannot be told: no test passes, or no call is answered. Files named after the checkout are run instead.
 *
 *     pnpm build && node scripts/openai-node-tests.mjs ../openai-node [tests/index.test.ts ...]
 *
 * The checkout needs its dependencies (jest). The tests talk to the mock server of its specification, `steady` of
 * @stdy/cli, which is started here unless TEST_API_BASE_URL names one.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compareRuns } from './openai-node/compare-runs.mjs'
import { startMockServer } from './openai-node/mock-server.mjs'

const RESOURCES = ['chat/', 'completions.test.ts', 'responses/', 'embeddings.test.ts', 'models.test.ts'].map(
	(name) => `tests/api-resources/${name}`,
)
/** The name by which the tests import the package, as the checkout's jest maps it. */
const PACKAGE = '^openai$'
const here = fileURLToPath(new URL('openai-node/', import.meta.url))

const [given, ...named] = process.argv.slice(2)
const checkout = resolve(given ?? '')
if (given === undefined || !existsSync(join(checkout, 'tests', 'api-resources'))) {
	fail('usage: node scripts/openai-node-tests.mjs <checkout of openai-node> [test file ...]')
}
const jest = join(checkout, 'node_modules', '.bin', 'jest')
if (!existsSync(fileURLToPath(new URL('../packages/core/dist/index.js', import.meta.url))))
	fail('run pnpm build first')

const folder = mkdtempSync(join(tmpdir(), 'headroom-openai-node-'))
let server
try {
	// biome-ignore lint/suspicious/noUndeclaredEnvVars: openai-node's own variable, and no task of turbo
	const running = process.env.TEST_API_BASE_URL
	server = running === undefined ? await startMockServer(checkout) : undefined
	const url = running ?? server.url
	const plain = run('as they are', { options: [], environment: {} }, url)
	const wrapped = run('wrapped', wrapping(), url)
	const { same, lines } = compareRuns(plain, wrapped, bookedCalls())
	console.log(lines.join('\n'))
	process.exitCode = same ? 0 : 1
} catch (error) {
	console.error(error.message)
	process.exitCode = 2
} finally {
	server?.stop()
	rmSync(folder, { recursive: true })
}

/** Options and environment of jest that put the wrapped package in place of the checkout's own, all else as it has it. */
function wrapping() {
	const { error, stdout, stderr } = spawnSync(jest, ['--showConfig'], { cwd: checkout, encoding: 'utf8' })
	if (error !== undefined) throw new Error(cannotRun(error))
	if (!stdout.startsWith('{')) throw new Error(`jest did not show its configuration:\n${stderr}`)
	const { moduleNameMapper, testEnvironment } = JSON.parse(stdout).configs[0]
	const names = Object.fromEntries(moduleNameMapper)
	const source = names[PACKAGE]
	if (source === undefined) throw new Error(`jest of ${checkout} maps no ${PACKAGE}, so it cannot be wrapped`)
	names[PACKAGE] = join(here, 'wrapped-openai.cjs')
	return {
		options: ['--moduleNameMapper', JSON.stringify(names), '--env', join(here, 'jest-environment.mjs')],
		environment: {
			HEADROOM_OPENAI_SOURCE: source,
			HEADROOM_JEST_ENVIRONMENT: testEnvironment,
			HEADROOM_CALLS_FILE: join(folder, 'calls'),
		},
	}
}

function cannotRun(error) {
	return `jest cannot be run in ${checkout}: ${error.message}; install its dependencies`
}

/** Runs the tests, and gives the outcome of each. */
function run(how, { options, environment }, url) {
	const output = join(folder, `${how}.json`)
	const files = named.length > 0 ? named : RESOURCES
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
		env: { ...process.env, ...environment, TEST_API_BASE_URL: url },
		encoding: 'utf8',
	})
	if (error !== undefined) throw new Error(cannotRun(error))
	if (!existsSync(output)) throw new Error(`jest (${how}) wrote no results:\n${stderr}`)
	const { testResults } = JSON.parse(readFileSync(output, 'utf8'))
	const outcomes = testResults.flatMap(({ name, message, assertionResults }) => {
		const file = name.slice(checkout.length + 1)
		// A file that cannot be loaded has no tests, and a message of its own.
		if (assertionResults.length === 0)
			return [{ file, name: 'the file itself', status: 'failed', messages: [message] }]
		return assertionResults.map(({ fullName, status, failureMessages }) => {
			return { file, name: fullName, status, messages: failureMessages }
		})
	})
	const passed = outcomes.filter(({ status }) => status === 'passed').length
	console.log(`${how}: ${passed} passed, ${outcomes.length - passed} not, of ${outcomes.length}`)
	return outcomes
}

/** The test files under these paths. */
function listed(paths) {
	const { stdout } = spawnSync('git', ['ls-files', ...paths], { cwd: checkout, encoding: 'utf8' })
	const files = stdout.split('\n').filter((name) => name.endsWith('.test.ts'))
	if (files.length === 0) throw new Error(`${checkout} has no tests in git under ${paths.join(', ')}`)
	return files
}

/** How many answered calls Headroom booked; 0 when it was never there, or the server refused everything. */
function bookedCalls() {
	const file = join(folder, 'calls')
	const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
	return lines.reduce((sum, line) => sum + Number(line), 0)
}

function fail(message) {
	console.error(message)
	process.exit(2)
}
