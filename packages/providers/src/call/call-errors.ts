import { ProviderError, type ProviderErrorReason } from '@headroom/spec'
import type { Overdue } from './deadlines.ts'
import { judge } from './error-reason.ts'
import { type HeaderReader, requestIdIn, retryAfterMs, shouldRetry } from './retry-headers.ts'
import { saidIn } from './said-in.ts'
import { scrub } from './scrub.ts'

/** What errors of one call say besides what went wrong. */
export interface Asked {
	readonly provider: string
	/** `provider/model`. */
	readonly model: string
	/** Host and port that were asked. */
	readonly host: string
	/** What was asked there, behind the base URL. */
	readonly path: string
	/** Where the key comes from, for a person to look: a variable or an option. */
	readonly keySource: string
	/** Texts that no error may show: the key and the values of the headers. */
	readonly secrets: readonly string[]
}

const NO_HEADERS: HeaderReader = () => null

/**
 * The errors of one call. Nothing foreign goes into them unscrubbed, and the SDK's own error does not go along as
 * `cause`: it holds the headers and the body of the answer.
 */
export class CallErrors {
	readonly #asked: Asked
	#header: HeaderReader = NO_HEADERS
	#status: number | undefined

	constructor(asked: Asked) {
		this.#asked = asked
	}

	/** The answer began: errors from here on carry its status and its request id. */
	answered(status: number, header: HeaderReader): void {
		this.#status = status
		this.#header = header
	}

	/** The vendor refused or failed, by an answer or by an event inside a stream. */
	refused(body: string): ProviderError {
		const { provider, model } = this.#asked
		const said = saidIn(body)
		const refused = this.#status !== undefined && this.#status >= 300
		const status = refused ? this.#status : (said.status ?? this.#status)
		const { reason, retryable } = judge({ status, words: said.words, message: said.message })
		const words = said.words.map((word) => this.#clean(word)).join(', ')
		const message = this.#clean(said.message)
		const what = [message, words === '' ? '' : `(${words})`].filter((each) => each !== '').join(' ')
		const how = refused ? `answered ${status}` : 'reported an error'
		return new ProviderError(
			`${provider} ${how} for ${model}${what === '' ? '' : `: ${what}`}; ${this.#advice(reason, status, said.words.length > 0)}`,
			{
				...this.#fields(said.requestId),
				reason,
				status,
				retryable: shouldRetry(this.#header) ?? retryable,
				retryAfterMs: retryAfterMs(this.#header),
			},
		)
	}

	/** No answer came, or it broke off before anything of it was told. */
	unreachable(error: unknown): ProviderError {
		const { provider, model, host } = this.#asked
		const late = isTimeout(error)
		const what = late
			? `did not answer in time at ${host} for ${model}`
			: this.#status === undefined
				? `was not reached at ${host} for ${model}`
				: `broke off before its answer for ${model} began`
		return new ProviderError(
			`${provider} ${what}${this.#code(error)}; ${isThisMachine(host) ? 'start the server there, or correct its address' : 'check the address and the network, or try again'}`,
			{
				...this.#fields(),
				reason: late ? 'timeout' : 'connection',
				status: this.#status,
				retryable: true,
				cause: this.#cause(error),
			},
		)
	}

	late({ option, ms }: Overdue): ProviderError {
		const { provider, model } = this.#asked
		const what = {
			timeoutMs: 'did not finish',
			firstByteTimeoutMs: 'did not begin to answer',
			idleTimeoutMs: 'sent nothing more',
		}[option]
		return new ProviderError(
			`${provider} ${what} within ${ms} ms for ${model}; try later, or raise ${option}`,
			{ ...this.#fields(), reason: 'timeout', status: this.#status, retryable: true },
		)
	}

	/** A stream ended without saying that it is complete. */
	truncated(error?: unknown): ProviderError {
		const { provider, model } = this.#asked
		return new ProviderError(
			`${provider} broke off its answer for ${model}${this.#code(error)}; what came of it is not complete`,
			{
				...this.#fields(),
				reason: isTimeout(error) ? 'timeout' : 'truncated',
				status: this.#status,
				retryable: true,
				...(error === undefined ? {} : { cause: this.#cause(error) }),
			},
		)
	}

	/** Reading the answer failed, as when it nests too deep. */
	unreadable(error: unknown): ProviderError {
		return this.malformed('what cannot be read', this.#cause(error))
	}

	/** An answer that is not what the API promises. The text itself is not shown. */
	malformed(what: string, cause?: Error): ProviderError {
		const { provider, model, host } = this.#asked
		return new ProviderError(
			`${provider} answered ${this.#status} with ${this.#clean(what)} for ${model}; check that ${host} speaks this API`,
			{
				...this.#fields(),
				reason: 'malformed',
				status: this.#status,
				retryable: false,
				...(cause === undefined ? {} : { cause }),
			},
		)
	}

	/** The request could not even be made, as with a header that has a line break. */
	unsent(error: unknown): ProviderError {
		const { provider, model, host } = this.#asked
		return new ProviderError(
			`${provider} could not be asked for ${model}: the request to ${host} could not be made; check headers and baseURL`,
			{ ...this.#fields(), reason: 'other', status: undefined, retryable: false, cause: this.#cause(error) },
		)
	}

	/** The error of a codec, which knows neither model nor status, with both. */
	completed(error: ProviderError): ProviderError {
		const { reason, retryable } = error
		return new ProviderError(error.message, { ...this.#fields(), reason, retryable, status: this.#status })
	}

	#fields(requestId?: string): {
		readonly provider: string
		readonly model: string
		readonly requestId: string | undefined
	} {
		const id = requestIdIn(this.#header) ?? requestId
		const { provider, model } = this.#asked
		return { provider, model, requestId: id === undefined ? undefined : this.#clean(id) }
	}

	#code(error: unknown): string {
		const code = this.#clean(causeCode(error))
		return code === '' ? '' : ` (${code})`
	}

	#clean(text: string): string {
		return scrub(text, this.#asked.secrets)
	}

	/** The code and the scrubbed words of an error, without the error, whose stack and fields may say more. */
	#cause(error: unknown): Error {
		const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
		const message = inner instanceof Error ? inner.message : String(inner)
		return Object.assign(new Error(this.#clean(message)), { code: this.#clean(causeCode(error)) })
	}

	#advice(reason: ProviderErrorReason, status: number | undefined, spoken: boolean): string {
		if (status !== undefined && status >= 300 && status < 400) {
			return 'redirects are not followed: set baseURL to the final address'
		}
		switch (reason) {
			case 'authentication':
				return `check the key in ${this.#asked.keySource}`
			case 'permission':
				return 'check what this key may use'
			case 'quota':
				return 'the money or plan of this key is used up: check billing'
			case 'rate-limit':
				return 'ask less often, or try again later'
			case 'not-found':
				// No word of a vendor: the answer is of another server, or of another path than that of the API.
				return spoken
					? `check the model's name and the address ${this.#asked.host}`
					: `check the base URL, which is what stands before ${this.#asked.path}${this.#asked.path.startsWith('/v1/') ? '' : ' and mostly ends in /v1'}, and the model's name; asked was ${this.#asked.host}`
			case 'too-large':
				return 'send less, or use a model with a larger window'
			case 'invalid-request':
				return 'the request must be changed'
			default:
				return 'try again later'
		}
	}
}

/** Whether a host, with or without a port, is this machine under one of its usual names. */
function isThisMachine(host: string): boolean {
	return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host)
}

/** Whether `fetch` itself gave up: Node's has bounds of its own, and the SDKs say so in words alone. */
function isTimeout(error: unknown): boolean {
	return causeCode(error).includes('TIMEOUT') || (error instanceof Error && /timed out/i.test(error.message))
}

/** The innermost code such as `ECONNREFUSED`; empty for none. */
function causeCode(error: unknown): string {
	let code = ''
	let at: unknown = error
	for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
		if ('code' in at && typeof at.code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(at.code)) code = at.code
		at = 'cause' in at ? at.cause : undefined
	}
	return code
}
