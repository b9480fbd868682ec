import { HeadroomError } from '@headroom/spec'
import { type Examples, fingerprint } from './examples.ts'
import type { SavedLexical } from './lexical-classifier.ts'
import type { Border } from './one-vs-rest.ts'

/** Raised when features or weighing change, since weights of examples mean nothing under others. */
const VERSION = 1

/** Bytes of an example on a border: its number and its weight. */
const ENTRY = 8

/** Each border as base64 of pairs, little-endian whatever the machine: 32-bit number of the example, 32-bit float. */
export function saveBorders(borders: readonly Border[], examples: Examples): SavedLexical {
	return { version: VERSION, examples: fingerprint(examples), borders: borders.map(toBase64) }
}

/**
 * @throws HeadroomError `invalid-argument` when it is not what `saveBorders` gave for such examples.
 */
export function readBorders(saved: unknown, examples: Examples): readonly Border[] {
	const { version, examples: learnt, borders } = (saved ?? {}) as Partial<SavedLexical>
	if (version !== VERSION) throw wrong(`has version ${String(version)} where ${VERSION} is read`)
	const groups = examples.numbers.length
	if (learnt !== fingerprint(examples) || !Array.isArray(borders) || borders.length !== groups)
		throw wrong(`was not learnt from these ${groups} groups of ${examples.texts.length} examples`)
	return borders.map((text: unknown) => fromBase64(text, examples.texts.length))
}

function toBase64({ rows, weights }: Border): string {
	const bytes = new DataView(new ArrayBuffer(rows.length * ENTRY))
	for (const [index, row] of rows.entries()) {
		bytes.setInt32(index * ENTRY, row, true)
		bytes.setFloat32(index * ENTRY + 4, weights[index] as number, true)
	}
	return Buffer.from(bytes.buffer).toString('base64')
}

function fromBase64(text: unknown, examples: number): Border {
	const bytes = Buffer.from(String(text), 'base64')
	if (bytes.toString('base64') !== text || bytes.length % ENTRY !== 0)
		throw wrong('has a border that cannot be read')
	const count = bytes.length / ENTRY
	const rows = Int32Array.from({ length: count }, (_, index) => bytes.readInt32LE(index * ENTRY))
	const weights = Float32Array.from({ length: count }, (_, index) => bytes.readFloatLE(index * ENTRY + 4))
	if (rows.some((row) => row < 0 || row >= examples) || weights.some((weight) => !Number.isFinite(weight)))
		throw wrong('has a border of examples that there are not')
	return { rows, weights }
}

function wrong(what: string): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`the saved lexical classifier ${what}; fit the router and save it again`,
	)
}
