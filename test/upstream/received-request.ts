import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** How an exchange ended, as the server saw it. */
export interface Closed {
	/** `performance.now()` when the connection closed or the answer was out. */
	readonly at: number
	/** Whether the client went away before the answer was out. False as well when the server cut it. */
	readonly byClient: boolean
}

/** One request as it came. */
export class ReceivedRequest {
	readonly method: string
	/** With its query. */
	readonly path: string
	/** Names in lower case. */
	readonly headers: IncomingHttpHeaders
	/** Name, value, name, value, as spelled and in the order sent. */
	readonly rawHeaders: readonly string[]
	readonly body: Uint8Array
	/** `performance.now()` when the body was in. */
	readonly receivedAt: number
	/** Settles when the exchange is over. */
	readonly closed: Promise<Closed>
	/** Bytes of the answer's body that the server has handed to the socket so far. */
	sentBytes = 0
	/** Times that the server had to wait until the client took more. */
	waits = 0
	/** Set when the server itself cuts the connection. */
	cut = false

	private constructor(incoming: IncomingMessage, outgoing: ServerResponse, body: Uint8Array) {
		this.method = incoming.method ?? ''
		this.path = incoming.url ?? ''
		this.headers = incoming.headers
		this.rawHeaders = incoming.rawHeaders
		this.body = body
		this.receivedAt = performance.now()
		this.closed = new Promise((resolve) => {
			outgoing.once('close', () => {
				resolve({ at: performance.now(), byClient: !outgoing.writableFinished && !this.cut })
			})
		})
	}

	static async read(incoming: IncomingMessage, outgoing: ServerResponse): Promise<ReceivedRequest> {
		const pieces: Uint8Array[] = []
		for await (const piece of incoming) pieces.push(piece as Uint8Array)
		return new ReceivedRequest(incoming, outgoing, Buffer.concat(pieces))
	}

	get text(): string {
		return new TextDecoder().decode(this.body)
	}

	/** The body as JSON. */
	// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any shape
	get json(): any {
		return JSON.parse(this.text)
	}
}
