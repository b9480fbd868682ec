/** What went wrong, as a stable word that code may switch on. */
export type HeadroomErrorCode =
	| 'invalid-argument'
	| 'invalid-config'
	| 'invalid-request'
	| 'missing-key'
	| 'unknown-model'
	| 'unknown-recall'
	| 'not-supported'
	| 'stage-failed'
	| 'provider-error'
	| 'timeout'
	| 'budget-exceeded'
	| 'region-not-served'

const BRAND = Symbol.for('headroom.error')

/**
 * The one error of Headroom. Its message says what, where, what was expected and what to do, and never
 * shows a secret.
 *
 * Tell it apart with `isHeadroomError()`, which also works across two copies of this package.
 */
export class HeadroomError extends Error {
	readonly code: HeadroomErrorCode

	constructor(code: HeadroomErrorCode, message: string, options?: { readonly cause?: unknown }) {
		super(message, options)
		this.name = 'HeadroomError'
		this.code = code
		Object.defineProperty(this, BRAND, { value: true })
	}
}

export function isHeadroomError(value: unknown): value is HeadroomError {
	return typeof value === 'object' && value !== null && BRAND in value
}

/**
 * What became of a call, as a stable word.
 *
 * `authentication`: key missing or wrong · `permission`: key not allowed to · `quota`: money or plan used up ·
 * `rate-limit`: too many calls or tokens for now · `overloaded`: the vendor has no capacity · `server`: it failed
 * otherwise · `not-found`: no such model or path · `too-large`: more tokens or bytes than it takes ·
 * `invalid-request`: refused as it stands · `timeout`: no answer in time · `connection`: not reached, or cut before
 * the first byte · `truncated`: a stream cut after it · `malformed`: an answer that cannot be read · `other`.
 */
export type ProviderErrorReason =
	| 'authentication'
	| 'permission'
	| 'quota'
	| 'rate-limit'
	| 'overloaded'
	| 'server'
	| 'not-found'
	| 'too-large'
	| 'invalid-request'
	| 'timeout'
	| 'connection'
	| 'truncated'
	| 'malformed'
	| 'other'

/** A provider refused, failed, or could not be reached. */
export class ProviderError extends HeadroomError {
	readonly reason: ProviderErrorReason
	/** HTTP status, or `undefined` when no answer came. */
	readonly status: number | undefined
	/** Whether the same call may succeed later. */
	readonly retryable: boolean
	/** Milliseconds that the provider asked to wait before the next try; `undefined` when it did not say. */
	readonly retryAfterMs: number | undefined
	readonly provider: string
	/** `provider/model` that was asked; `undefined` where the call names none. */
	readonly model: string | undefined
	/** The provider's id of the request, for its support. */
	readonly requestId: string | undefined

	constructor(
		message: string,
		options: {
			readonly provider: string
			readonly retryable: boolean
			/** @default 'other' */
			readonly reason?: ProviderErrorReason | undefined
			readonly status?: number | undefined
			readonly model?: string | undefined
			readonly retryAfterMs?: number | undefined
			readonly requestId?: string | undefined
			readonly cause?: unknown
		},
	) {
		super('provider-error', message, { cause: options.cause })
		this.name = 'ProviderError'
		this.reason = options.reason ?? 'other'
		this.provider = options.provider
		this.model = options.model
		this.retryAfterMs = options.retryAfterMs
		this.retryable = options.retryable
		this.status = options.status
		this.requestId = options.requestId
	}
}

/** One problem of a configuration file. */
export interface ConfigProblem {
	/** File, or a word for the source such as `<inline>`. */
	readonly path: string
	/** 1-based. */
	readonly line: number
	/** 1-based. */
	readonly column: number
	/** What is wrong, what was expected, what to do. */
	readonly message: string
}

/** A configuration file is wrong; lists every problem found, the first one in `line` and `column`. */
export class ConfigError extends HeadroomError {
	readonly problems: readonly ConfigProblem[]
	readonly path: string
	readonly line: number
	readonly column: number

	constructor(message: string, problems: readonly ConfigProblem[], options?: { readonly cause?: unknown }) {
		super('invalid-config', message, options)
		this.name = 'ConfigError'
		this.problems = problems
		this.path = problems[0]?.path ?? ''
		this.line = problems[0]?.line ?? 1
		this.column = problems[0]?.column ?? 1
	}
}
