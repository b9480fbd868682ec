const BYTES = Float32Array.BYTES_PER_ELEMENT

/** Vectors one after the other as little-endian 32-bit floats, whatever the machine's order, in base64. */
export function toBase64(vectors: readonly Float32Array[]): string {
	const bytes = Buffer.alloc(vectors.reduce((sum, vector) => sum + vector.length, 0) * BYTES)
	let at = 0
	for (const vector of vectors) for (const value of vector) at = bytes.writeFloatLE(value, at)
	return bytes.toString('base64')
}

/** The vectors again, to the bit; `undefined` when the text is not `count` vectors of so many dimensions. */
export function fromBase64(text: string, count: number, dimensions: number): Float32Array[] | undefined {
	const bytes = Buffer.from(text, 'base64')
	if (bytes.length !== count * dimensions * BYTES) return undefined
	return Array.from({ length: count }, (_, index) =>
		Float32Array.from({ length: dimensions }, (_, place) =>
			bytes.readFloatLE((index * dimensions + place) * BYTES),
		),
	)
}
