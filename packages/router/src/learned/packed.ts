import { HeadroomError } from '@headroom/spec'

/** Bytes of a typed array in base64, for a saved router. */
export function packed(values: Int8Array | Uint8Array | Uint32Array | Float32Array): string {
	return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
}

/** @throws HeadroomError `invalid-argument` when it is no base64, or of another length than expected. */
export function unpacked(text: unknown, field: string, bytesEach: number, length?: number): ArrayBuffer {
	const bytes = typeof text === 'string' ? Buffer.from(text, 'base64') : undefined
	if (
		bytes === undefined ||
		bytes.length % bytesEach !== 0 ||
		(length !== undefined && bytes.length !== length * bytesEach)
	)
		throw new HeadroomError(
			'invalid-argument',
			`the saved router's ${field} cannot be read: expected ${length === undefined ? 'values' : `${length} values`} of ${bytesEach} bytes in base64; save it anew`,
		)
	// A copy of its own: a slice of Node's shared pool need not start at a multiple of 4.
	return new Uint8Array(bytes).buffer
}
