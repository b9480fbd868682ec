import type { z } from 'zod'
import { describeFound, describeUnknownKey, hintFor } from './describe.ts'
import {
	type Located,
	locate,
	locateKey,
	type Path,
	type PlacedProblem,
	pathLabel,
	plainValue,
} from './located.ts'
import { type Config, configSchema } from './schema.ts'

/** What the schema makes of a file. */
export interface Validated {
	/** `undefined` when the file departs from the schema. */
	readonly config: Config | undefined
	/** The file's plain value, texts from the environment turned into the numbers and switches they stand for. */
	readonly plain: unknown
	readonly problems: readonly PlacedProblem[]
}

type Issue = z.core.$ZodIssue

/** Most departures that are worked into messages; far more than anybody corrects in one go. */
const MAX_ISSUES = 200

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/

/** Holds a file against the schema and says at the right places where it departs. */
export function validate(root: Located | undefined): Validated {
	const plain = root === undefined ? {} : plainValue(root)
	dropEmptySections(plain)
	let result = configSchema.safeParse(plain)
	if (!result.success && coerce(plain, root, result.error.issues)) result = configSchema.safeParse(plain)
	if (result.success) return { config: result.data, plain, problems: [] }
	const issues = result.error.issues.slice(0, MAX_ISSUES)
	const problems = issues.flatMap((issue) => toProblems(issue, root))
	return { config: undefined, plain, problems }
}

// A section whose lines are all commented out is written, but holds nothing: its defaults are meant.
function dropEmptySections(plain: unknown): void {
	if (typeof plain !== 'object' || plain === null) return
	const sections = plain as Record<string, unknown>
	for (const [name, section] of Object.entries(sections)) {
		if (section === null) delete sections[name]
		if (name === 'providers' && typeof section === 'object' && section !== null) {
			const providers = section as Record<string, unknown>
			for (const [id, provider] of Object.entries(providers)) if (provider === null) providers[id] = {}
		}
	}
}

/** Replaces texts that came from references by the number or switch the schema wants there. */
function coerce(plain: unknown, root: Located | undefined, issues: readonly Issue[]): boolean {
	let changed = false
	for (const { path, code, ...issue } of issues.map(innermost)) {
		const steps = path as Path
		const node = locate(root, steps)
		if (code !== 'invalid_type' || node?.kind !== 'scalar' || node.interpolated === undefined) continue
		const value = coerced(String(node.value).trim(), 'expected' in issue ? issue.expected : undefined)
		if (value === undefined) continue
		const parent = steps
			.slice(0, -1)
			.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], plain)
		;(parent as Record<string | number, unknown>)[steps.at(-1) ?? ''] = value
		changed = true
	}
	return changed
}

function coerced(text: string, expected: unknown): number | boolean | undefined {
	if (expected === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
	return (expected === 'number' || expected === 'int') && NUMBER.test(text) ? Number(text) : undefined
}

function toProblems(outer: Issue, root: Located | undefined): PlacedProblem[] {
	const issue = innermost(outer)
	const path = issue.path as Path
	if (issue.code === 'unrecognized_keys') {
		return issue.keys.map((key) => ({
			offset: locateKey(root, [...path, key])?.start ?? 0,
			message: describeUnknownKey(key, path),
		}))
	}
	const node = locate(root, path)
	if (node === undefined) return [missingKey(path, issue.message, root)]
	if (node.kind === 'scalar' && node.broken) return []
	const label = path.length === 0 ? '' : `${pathLabel(path)}: `
	const message = `${label}expected ${issue.message}, found ${describeFound(node, path)}${hintFor(issue, node, path)}`
	return [{ offset: node.start, message }]
}

function missingKey(path: Path, expected: string, root: Located | undefined): PlacedProblem {
	const parentPath = path.slice(0, -1)
	const place = locate(root, parentPath)
	const where = parentPath.length === 0 ? 'the file' : pathLabel(parentPath)
	return {
		offset: place?.start ?? 0,
		message: `missing key "${String(path.at(-1))}" in ${where}; expected ${expected}`,
	}
}

/** Of a value that fits none of several forms, the issue of the form that went deepest. */
function innermost(issue: Issue): Issue {
	if (issue.code !== 'invalid_union') return issue
	let deepest: Issue = issue
	for (const inner of issue.errors.flat().map(innermost)) {
		if (inner.path.length > deepest.path.length - issue.path.length && inner.path.length > 0) {
			deepest = { ...inner, path: [...issue.path, ...inner.path] }
		}
	}
	return deepest
}
