/** Most bytes of a JSON answer that are read for the books. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * The text of an answer, read from a copy, so that the answer itself stays whole for the caller. `undefined` when it is
 * longer than 64 MiB or is no text.
 *
 * Rejects as reading the body does, when the connection breaks or the signal aborts.
 */
export async function readCopy(answer: Response): Promise<string | undefined> {
	const reader = answer.clone().body?.getReader()
	if (reader === undefined) return undefined
	const decoder = new TextDecoder('utf-8')
	let bytes = 0
	let text = ''
	for (;;) {
		const { done, value } = await reader.read()
		if (done) return text + decoder.decode()
		bytes += value.length
		if (bytes > MAX_BYTES) {
			await reader.cancel()
			return undefined
		}
		text += decoder.decode(value, { stream: true })
	}
}

/** A response like the given one with another body; also what `new Response` cannot set stays, such as its address. */
export function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
	const { status, statusText, headers } = response
	return alike(new Response(body, { status, statusText, headers }), response)
}

function alike(made: Response, { url, redirected, type }: Response): Response {
	const fixed = { url, redirected, type }
	for (const [name, value] of Object.entries(fixed)) Object.defineProperty(made, name, { value })
	const clone = () => alike(Response.prototype.clone.call(made), made)
	Object.defineProperty(made, 'clone', { value: clone })
	return made
}
