import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ENCODINGS } from './reference.ts'

const folder =
	process.env.HEADROOM_DATASETS ?? fileURLToPath(new URL('../../../../shared/datasets', import.meta.url))

/** Texts of a file: its lines, and for JSON lines the strings in them that a backslash or quote would hide. */
function* textsOf(path: string): Generator<string> {
	const seen = new Set<string>()
	for (const line of readFileSync(path, 'utf8').split(/(?<=\n)/)) {
		yield line
		if (!path.endsWith('.jsonl') || line.trim() === '') continue
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

describe.skipIf(files.length === 0)(
	`all text under HEADROOM_DATASETS (skipped where ${folder} is not there)`,
	() => {
		it.each(files)(
			'%s: the ids are those of the reference',
			(name) => {
				for (const text of textsOf(join(folder, name))) {
					for (const { name: encoding, ours, reference } of ENCODINGS) {
						const ids = ours.encode(text)
						const expected = reference(text)
						// Comparing by hand: the matcher is slow on a million numbers.
						if (ids.length !== expected.length || ids.some((id, i) => id !== expected[i])) {
							expect({ encoding, text, ids }).toEqual({ encoding, text, ids: expected })
						}
						if (ours.count(text) !== expected.length) expect(ours.count(text)).toBe(expected.length)
					}
				}
				expect.assertions(0)
			},
			120_000,
		)
	},
)
