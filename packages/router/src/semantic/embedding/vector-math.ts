/** Numbers of a vector, whatever they are stored in. */
export type Numbers = Float32Array | Float64Array

/** Plain loops, since these run for every route of every decision; the order of the sums is fixed. */
export function dot(a: Numbers, b: Numbers): number {
	let sum = 0
	for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0)
	return sum
}

/** The vector scaled to length 1; zeros stay. */
export function unit(vector: Numbers): Float64Array {
	const length = Math.sqrt(dot(vector, vector))
	return Float64Array.from(vector, (value) => (length === 0 ? 0 : value / length))
}

/** The mean of vectors of one length; at least one. */
export function meanOf(vectors: readonly Numbers[]): Float64Array {
	const sum = new Float64Array(vectors[0]?.length ?? 0)
	for (const vector of vectors)
		for (let index = 0; index < sum.length; index++)
			sum[index] = (sum[index] ?? 0) + (vector[index] ?? 0) / vectors.length
	return sum
}
