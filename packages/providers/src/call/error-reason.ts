import type { ProviderErrorReason } from '@headroom/spec'

/** What a vendor says about a failure. */
export interface Failure {
	/** HTTP status, or the one that an error inside a stream names. */
	readonly status: number | undefined
	/** The vendor's own words for it, `type` and `code`. */
	readonly words: readonly string[]
	readonly message: string
}

export interface Judged {
	readonly reason: ProviderErrorReason
	readonly retryable: boolean
}

const RETRYABLE: readonly ProviderErrorReason[] = [
	'rate-limit',
	'overloaded',
	'server',
	'timeout',
	'connection',
	'truncated',
]

/** Words of OpenAI, Anthropic and compatible servers; they say more than the status, under which vendors differ. */
const BY_WORD: Readonly<Record<string, ProviderErrorReason>> = {
	insufficient_quota: 'quota',
	billing_error: 'quota',
	billing_not_active: 'quota',
	billing_hard_limit_reached: 'quota',
	insufficient_balance: 'quota',
	insufficient_credits: 'quota',
	context_length_exceeded: 'too-large',
	string_above_max_length: 'too-large',
	request_too_large: 'too-large',
	rate_limit_exceeded: 'rate-limit',
	rate_limit_error: 'rate-limit',
	too_many_requests: 'rate-limit',
	overloaded_error: 'overloaded',
	server_overloaded: 'overloaded',
	slow_down: 'overloaded',
	invalid_api_key: 'authentication',
	authentication_error: 'authentication',
	permission_error: 'permission',
	model_not_found: 'not-found',
	not_found_error: 'not-found',
	timeout_error: 'timeout',
	api_error: 'server',
	server_error: 'server',
	internal_server_error: 'server',
}

const BY_STATUS: Readonly<Record<number, ProviderErrorReason>> = {
	401: 'authentication',
	402: 'quota',
	403: 'permission',
	404: 'not-found',
	408: 'timeout',
	409: 'other',
	413: 'too-large',
	429: 'rate-limit',
	503: 'overloaded',
	504: 'timeout',
	529: 'overloaded',
}

/** What a failure is, and whether the same call may succeed later. */
export function judge(failure: Failure): Judged {
	const reason = reasonOf(failure)
	// 409 is a lock or another call in the way, which passes.
	return { reason, retryable: RETRYABLE.includes(reason) || failure.status === 409 }
}

function reasonOf({ status, words, message }: Failure): ProviderErrorReason {
	const text = message.toLowerCase()
	const word = words.find((each) => Object.hasOwn(BY_WORD, each.toLowerCase()))?.toLowerCase()
	const said = word === undefined ? undefined : BY_WORD[word]
	// A request of more tokens than the limit of a minute has never a chance, though it comes as a rate limit.
	if (text.startsWith('request too large')) return 'too-large'
	// Anthropic reports an empty account as an invalid request.
	if (text.includes('credit balance is too low')) return 'quota'
	if (said === undefined || said === 'server') {
		if ((status === 400 || status === 422 || status === undefined) && isTooLarge(text)) return 'too-large'
	}
	if (said !== undefined) return said
	if (status === undefined) return 'other'
	const known = BY_STATUS[status]
	if (known !== undefined) return known
	if (status >= 500) return 'server'
	return status >= 400 ? 'invalid-request' : 'other'
}

/** Servers that name no code say it in words. */
function isTooLarge(text: string): boolean {
	return [
		'maximum context length',
		'context length exceeded',
		'exceeds the context window',
		'exceed context limit',
		'prompt is too long',
		'input is too long',
		'exceeds the available context size',
	].some((phrase) => text.includes(phrase))
}
