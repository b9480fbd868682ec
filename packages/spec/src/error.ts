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

/** A provider refused, failed, or could not be reached. */
export class ProviderError extends HeadroomError {
	/** HTTP status, or `undefined` when no answer came. */
	readonly status: number | undefined
	/** Whether the same call may succeed later. */
	readonly retryable: boolean
	readonly provider: string
	/** The provider's id of the request, for its support. */
	readonly requestId: string | undefined

	constructor(
		message: string,
		options: {
			readonly provider: string
			readonly retryable: boolean
			readonly status?: number | undefined
			readonly requestId?: string | undefined
			readonly cause?: unknown
		},
	) {
		super('provider-error', message, { cause: options.cause })
		this.name = 'ProviderError'
		this.provider = options.provider
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
