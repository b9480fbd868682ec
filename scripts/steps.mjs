/** Runs steps one after another and says what it does. */
import { delimiter, join } from 'node:path'
import { execute } from './execute.mjs'

const HEARTBEAT_MS = 20_000

/** All steps together are meant to take less than twenty minutes: one that takes fifteen will not end. */
const STEP_LIMIT_MS = 900_000

const settings = {
	TURBO_TELEMETRY_DISABLED: '1',
	// pnpm would ask the registry at every call whether it is the pinned version; `findPnpm` has seen to that.
	PNPM_CONFIG_PM_ON_FAIL: 'ignore',
}

/**
 * Runs the steps in order. A failed essential step ends the run; any other failure is counted and the run goes
 * on, so that one run shows everything that is wrong.
 *
 * A step without `count` counts as one check. Steps that were never reached count as nothing.
 */
export async function runSteps({ title, root, steps, env: changes = {} }) {
	const env = withTools({ ...process.env, ...settings, ...changes }, root)
	const started = Date.now()
	const totals = { passed: 0, failed: 0 }
	const failures = []
	console.log(`${title}: ${steps.length} steps`)

	for (const [index, step] of steps.entries()) {
		const label = `[${index + 1}/${steps.length}]`
		console.log(`${label} ${step.title}`)
		const result = await runStep(step, root, env)
		const counts = step.count?.(result.exitCode) ?? countOne(result.exitCode)
		totals.passed += counts.passed
		totals.failed += counts.failed
		const failed = result.exitCode !== 0 || counts.failed > 0
		if (failed) {
			failures.push(step)
			if (result.output.trim() !== '') console.log(result.output.trimEnd())
		}
		const detail = step.count ? `, ${describe(counts)}` : ''
		const verdict = failed ? `FAILED (exit code ${result.exitCode})` : 'ok'
		console.log(
			`${label} ${verdict}${detail}, ${seconds(result.ms)}, ${seconds(Date.now() - started)} in all`,
		)
		if (failed && step.essential) break
	}

	for (const step of failures) console.log(`\n"${step.title}" failed. ${step.advice}`)
	console.log('')
	return totals
}

async function runStep(step, root, env) {
	const started = Date.now()
	let last = ''
	const onOutput = (text) => {
		last = text.trimEnd().split('\n').at(-1) || last
	}
	const heartbeat = setInterval(() => {
		const place = last === '' ? '' : `: ${last.trim().slice(0, 100)}`
		console.log(`      still at it after ${seconds(Date.now() - started)}${place}`)
	}, HEARTBEAT_MS)
	if (step.stream) clearInterval(heartbeat)
	try {
		step.before?.()
		const options = { cwd: root, env, stream: step.stream, limitMs: STEP_LIMIT_MS, onOutput }
		const result = step.run ? await step.run(env) : await execute(step.command, options)
		return { ...result, ms: Date.now() - started }
	} finally {
		clearInterval(heartbeat)
	}
}

/** The environment with the workspace's own tools first on the PATH, and keys set to `undefined` left out. */
function withTools(env, root) {
	// Windows spells the variable `Path`; two spellings of one variable would be one too many.
	const path = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
	const kept = Object.entries(env).filter(([key, value]) => value !== undefined && key !== path)
	return {
		...Object.fromEntries(kept),
		PATH: [join(root, 'node_modules', '.bin'), env[path]].join(delimiter),
	}
}

function countOne(exitCode) {
	return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function describe({ passed, failed, skipped = 0 }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function seconds(ms) {
	return `${(ms / 1000).toFixed(1)} s`
}
