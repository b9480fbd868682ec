import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CallContext, Embedder } from '@headroom/spec'

/** Beside the results, which git does not keep: one line of JSON a text. */
const FOLDER = new URL('../../../results/', import.meta.url)

/**
 * An embedder whose vectors are kept in a file, so that a second run of the bench does not wait for them. The file is
 * named by the embedder's id; delete it to embed anew.
 */
export function keptEmbedder(embedder: Embedder): Embedder {
	const file = fileURLToPath(new URL(`vectors-${embedder.id.replaceAll(/[^\w.-]/g, '_')}.jsonl`, FOLDER))
	let kept: Map<string, Float32Array> | undefined
	return {
		id: embedder.id,
		async embed(texts: readonly string[], context?: CallContext): Promise<readonly Float32Array[]> {
			kept ??= readVectors(file)
			const known = kept
			const missing = [...new Set(texts.filter((text) => !known.has(text)))]
			if (missing.length > 0) {
				const vectors = await embedder.embed(missing, context)
				for (const [index, vector] of vectors.entries()) known.set(missing[index] ?? '', vector)
				mkdirSync(dirname(file), { recursive: true })
				appendFileSync(file, missing.map((text) => lineOf(text, known.get(text))).join(''))
			}
			return texts.map((text) => known.get(text) ?? new Float32Array())
		},
	}
}

function lineOf(text: string, vector: Float32Array = new Float32Array()): string {
	const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
	return `${JSON.stringify({ text, vector: bytes.toString('base64') })}\n`
}

function readVectors(file: string): Map<string, Float32Array> {
	const vectors = new Map<string, Float32Array>()
	if (!existsSync(file)) return vectors
	const lines = readFileSync(file, 'utf8').split('\n')
	// A run that was stopped may have left the last line unfinished; only what ends with a line feed is whole.
	for (const line of lines.slice(0, -1)) {
		const { text, vector } = JSON.parse(line) as { text: string; vector: string }
		const bytes = Uint8Array.from(Buffer.from(vector, 'base64'))
		vectors.set(text, new Float32Array(bytes.buffer))
	}
	return vectors
}
