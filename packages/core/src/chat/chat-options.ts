/** What may be said about one call besides its prompt. */
export interface ChatOptions {
	/** Gives the call up when it aborts, and closes the connection. */
	readonly signal?: AbortSignal
	/** Model to ask for, `provider/model` or a bare name; wins over the request's. @default the request's, else the client's */
	readonly model?: string
	/** Most tokens of the answer, reasoning included; wins over the request's. @default the request's */
	readonly maxOutputTokens?: number
	/** Labels of this call in the books; win over the client's and the request's `metadata`. @default {} */
	readonly tags?: Readonly<Record<string, string>>
	/** See `HeadroomOptions.baseline`. @default the client's */
	readonly baseline?: string
	/** HTTP headers of this call, names in lower case; see `CallContext.headers`. @default {} */
	readonly headers?: Readonly<Record<string, string>>
}
