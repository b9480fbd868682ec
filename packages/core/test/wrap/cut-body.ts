import { off, startWrapped, type Wrapped } from './wrapped.ts'

/**
 * Wrapped clients whose answers are `text`, cut at the n-th byte in the n-th call. Not over the network, which joins
 * pieces that are sent at once.
 */
export async function startCut(text: string): Promise<Wrapped> {
	const bytes = Buffer.from(text)
	let calls = 0
	const fetch = async () => {
		const at = calls % bytes.length
		calls += 1
		const pieces = [bytes.subarray(0, at), bytes.subarray(at)]
		const body = new ReadableStream<Uint8Array>({
			pull(controller) {
				const piece = pieces.shift()
				if (piece === undefined) controller.close()
				else controller.enqueue(piece)
			},
		})
		return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
	}
	return startWrapped(undefined, off, { fetch })
}
