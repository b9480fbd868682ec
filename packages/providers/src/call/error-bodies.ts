/** What SDKs call to reach the network. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

/** Bytes of an error that are read, at most. */
const MOST_BYTES = 65_536

/**
 * Keeps the text of answers that report an error. SDKs drop what does not look like their own vendor's, and compatible
 * servers report errors in many shapes.
 */
export class ErrorBodies {
	readonly #texts = new WeakMap<object, string>()

	/** A fetch for the SDK, which keeps what it must. */
	around(fetch: Fetch): Fetch {
		return async (url, init) => {
			const response = await fetch(url, init)
			if (response.ok) return response
			const text = await beginningOf(response)
			const { status, statusText, headers } = response
			// A status without a body, such as 304, must not be given one.
			const copy = new Response(text === '' ? null : text, { status, statusText, headers })
			this.#texts.set(copy.headers, text)
			return copy
		}
	}

	/** The body behind an SDK's error, which carries the headers of the answer. */
	of(error: { readonly headers?: unknown }): string | undefined {
		return typeof error.headers === 'object' && error.headers !== null
			? this.#texts.get(error.headers)
			: undefined
	}
}

async function beginningOf(response: Response): Promise<string> {
	const reader = response.body?.getReader()
	if (reader === undefined) return ''
	const decoder = new TextDecoder()
	let text = ''
	let bytes = 0
	try {
		for (;;) {
			const { done, value } = await reader.read()
			if (done) return text + decoder.decode()
			bytes += value.length
			text += decoder.decode(value, { stream: true })
			if (bytes > MOST_BYTES) return text
		}
	} finally {
		reader.cancel().catch(() => {})
	}
}
