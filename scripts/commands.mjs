/** What the two commands do, step by step. */
import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findPnpm } from './pnpm.mjs'
import { runSteps } from './steps.mjs'
import { countVitest } from './vitest-count.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const vitestReport = '.cache/vitest.json'

const setUp = [
	{
		title: 'Get pnpm, the package manager',
		run: findPnpm,
		advice: 'npm could not fetch pnpm from its registry: check the network, then run the same command again.',
	},
	{
		title: 'Install the dependencies of the lockfile',
		command: ['pnpm', 'install', '--frozen-lockfile'],
		advice:
			'Check the network. If the output says that the lockfile is out of date, run `pnpm install` and commit pnpm-lock.yaml.',
	},
	{
		title: 'Build the packages',
		// Loose: tasks see the settings for pnpm that `runSteps` made.
		command: ['turbo', 'run', 'build', '--env-mode=loose'],
		advice: 'A package does not compile: the output above names the file and the line.',
	},
].map((step) => ({ ...step, essential: true }))

const checks = [
	{
		title: 'Check the types',
		command: ['tsc', '-p', 'tsconfig.json'],
		advice: 'Run `npx tsc -p tsconfig.json` to see the same list.',
	},
	{
		title: 'Lint',
		command: ['biome', 'check', '--error-on-warnings', '.'],
		advice: '`npm run format` mends what can be mended without a person.',
	},
	{
		title: 'Run the tests',
		command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
		before: () => rmSync(new URL(`../${vitestReport}`, import.meta.url), { force: true }),
		count: (exitCode) => countVitest(readReport(), exitCode),
		advice: '`npx vitest run <file>` runs one file again.',
	},
	{
		title: 'Look for files, exports and dependencies that nothing uses',
		command: ['knip', '--treat-config-hints-as-errors'],
		advice: 'Delete what nothing uses, or list an entry file in knip.json.',
	},
	{
		title: 'Check what the packages publish',
		command: ['node', 'scripts/publint.mjs'],
		advice: 'The package.json named above promises what its files do not hold.',
	},
	{
		title: 'Validate the datasets',
		command: ['node', 'datasets/validate.mjs'],
		advice: 'A file under datasets/ departs from its manifest.',
	},
	{
		title: 'Compare the generated datasets with their generators',
		command: ['node', 'datasets/generate.mjs', '--check'],
		advice: 'Run `node datasets/generate.mjs` and commit what it writes.',
	},
	{
		title: 'Compare the model data with its source',
		command: ['node', 'scripts/generate-models.mjs', '--check'],
		advice: 'Run `node scripts/generate-models.mjs` and commit what it writes.',
	},
	{
		title: 'Measure our own datasets against the baseline of the bench',
		command: ['node', 'bench/dist/main.js', '--slice', 'own'],
		advice:
			'Something got worse, with the items above. If that is meant: `pnpm bench --slice own --update-baseline "why"`.',
	},
	{
		title: 'Compare the figures of README.md with the bench',
		command: ['node', 'bench/dist/readme/main.js', '--slice', 'own', '--check'],
		advice: 'Run `pnpm bench --slice own && node bench/dist/readme/main.js` and commit README.md.',
	},
	{
		title: 'Compare the figures of README.md with the demo',
		command: ['node', 'scripts/readme-figures.mjs', '--check'],
		advice: 'Run `node scripts/readme-figures.mjs` and commit README.md.',
	},
	{
		title: 'Run all README programs and examples with the packed packages on Node 20, 22 and 24',
		command: ['node', 'scripts/smoke.mjs'],
		advice: '`node scripts/smoke.mjs` runs it again; Node 22 and 24 come from the npm registry.',
	},
]

const demoStep = {
	title: 'Run the demo',
	command: ['node', 'bench/dist/demo/main.js'],
	stream: true,
	advice: 'The build succeeded, so this is a defect of the demo: please report what is printed above.',
}

/** Sets up and runs the demo; resolves to the exit code. */
export async function demo() {
	const { failed } = await runSteps({ title: 'Headroom demo', root, steps: [...setUp, demoStep] })
	return failed === 0 ? 0 : 1
}

/** Sets up and runs every check; the last line printed is `N passed, N failed`. Resolves to the exit code. */
export async function test() {
	const { passed, failed } = await runSteps({
		title: 'Headroom tests',
		root,
		steps: [...setUp, ...checks],
		// Reporters and snapshots behave as on a build server: no colours, no prompts, no snapshot written.
		env: { CI: 'true', NO_COLOR: '1', FORCE_COLOR: undefined },
	})
	console.log(`${passed} passed, ${failed} failed`)
	return failed === 0 ? 0 : 1
}

function readReport() {
	try {
		return JSON.parse(readFileSync(new URL(`../${vitestReport}`, import.meta.url), 'utf8'))
	} catch {
		return undefined
	}
}
