import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ENCODINGS } from './reference.ts'

const folder =
	process.env.HEADROOM_DATASETS ?? fileURLToPath(new URL('../../../../shared/datasets', import.meta.url))

/**
 * Texts of a file: its lines, and for JSON lines also the strings in every eighth line as they are without escapes.
 * Not in every line, since the reference is slow and the test is to end within a minute.
 */
function* textsOf(path: string): Generator<string> {
	const seen = new Set<string>()
	for (const [index, line] of readFileSync(path, 'utf8')
		.split(/(?<=\n)/)
		.entries()) {
		yield line
		if (index % 8 !== 0 || !path.endsWith('.jsonl') || line.trim() === '') continue
		for (const value of stringsIn(JSON.parse(line))) {
			if (!/[\n\t"\\]|[^ -~]/.test(value) || seen.has(value)) continue
			seen.add(value)
			yield value
		}
	}
}

function* stringsIn(value: unknown): Generator<string> {
	if (typeof value === 'string') yield value
	else if (typeof value === 'object' && value !== null)
		for (const inner of Object.values(value)) yield* stringsIn(inner)
}

const files = existsSync(folder)
	? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
			/\.(?:jsonl?|txt|md)$/.test(name),
		)
	: []

/** The first text of a file on which an encoding differs from the reference, if any. */
function firstDifference(path: string): { encoding: string; text: string } | undefined {
	for (const text of textsOf(path)) {
		for (const { name, ours, reference } of ENCODINGS) {
			const ids = ours.encode(text)
			const expected = reference(text)
			const same = ids.length === expected.length && ids.every((id, i) => id === expected[i])
			if (!same || ours.count(text) !== ids.length) return { encoding: name, text }
		}
	}
	return undefined
}

const title =
	files.length > 0 ? 'all text under HEADROOM_DATASETS' : `no text under ${folder}: set HEADROOM_DATASETS`

describe.skipIf(files.length === 0)(title, () => {
	it.each(files)(
		'%s has the ids of the reference',
		(name) => {
			expect(firstDifference(join(folder, name))).toBeUndefined()
		},
		120_000,
	)
})
