import type { JsonObject, JsonValue } from '@headroom/spec'
import { isObject, listIn } from '../codec/json-fields.ts'

/**
 * The vectors of an answer, in the order of the texts, scaled to unit norm; a text with what is wrong when they cannot
 * be read. A vector of zeros has no direction and stays as it is.
 */
export function readVectors(body: JsonObject, count: number): readonly Float32Array[] | string {
	const rows = listIn(body.data)
	if (rows.length !== count) return `${rows.length} vectors for ${count} texts`
	const vectors: (Float32Array | undefined)[] = new Array(count).fill(undefined)
	for (const [place, row] of rows.entries()) {
		if (!isObject(row)) return 'a vector that is no object'
		const index = typeof row.index === 'number' ? row.index : place
		const vector = floats(row.embedding)
		if (vector === undefined) return 'a vector that is neither numbers nor base64'
		if (!Number.isInteger(index) || index < 0 || index >= count || vectors[index] !== undefined) {
			return `vectors whose indexes are not 0 to ${count - 1}`
		}
		if (!scaleToUnit(vector)) return 'a vector with a number that is not finite'
		vectors[index] = vector
	}
	const found = vectors.filter((vector) => vector !== undefined)
	const length = found[0]?.length
	return found.every((vector) => vector.length === length) ? found : 'vectors of different lengths'
}

/** Little-endian 32-bit floats in base64, or a list of numbers, which servers send that know no base64. */
function floats(value: JsonValue | undefined): Float32Array | undefined {
	if (typeof value === 'string') {
		const bytes = Buffer.from(value, 'base64')
		if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined
		return new Float32Array(bytes.length / 4).map((_, index) => bytes.readFloatLE(index * 4))
	}
	if (!Array.isArray(value) || value.length === 0) return undefined
	return value.every((each) => typeof each === 'number') ? Float32Array.from(value as number[]) : undefined
}

function scaleToUnit(vector: Float32Array): boolean {
	let sum = 0
	for (const value of vector) sum += value * value
	if (!Number.isFinite(sum)) return false
	const norm = Math.sqrt(sum)
	if (norm > 0)
		for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] ?? 0) / norm
	return true
}
