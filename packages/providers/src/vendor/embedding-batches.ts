/** Bounds of one request. */
export interface BatchLimits {
	/** Texts, at least 1. */
	readonly texts: number
	/** UTF-8 bytes of all texts together; a text that has more goes alone. */
	readonly bytes: number
}

/** Texts in order, cut into as few requests as the limits allow. */
export function embeddingBatches(
	texts: readonly string[],
	limits: BatchLimits,
): readonly (readonly string[])[] {
	const batches: string[][] = []
	let batch: string[] = []
	let bytes = 0
	for (const text of texts) {
		const more = Buffer.byteLength(text)
		if (batch.length > 0 && (batch.length >= limits.texts || bytes + more > limits.bytes)) {
			batches.push(batch)
			batch = []
			bytes = 0
		}
		batch.push(text)
		bytes += more
	}
	if (batch.length > 0) batches.push(batch)
	return batches
}
