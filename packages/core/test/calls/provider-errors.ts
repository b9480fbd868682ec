import { ProviderError, type ProviderErrorReason } from '@headroom/spec'

type Options = ConstructorParameters<typeof ProviderError>[1]

function make(
	reason: ProviderErrorReason,
	status: number | undefined,
	retryable: boolean,
	more: Partial<Options>,
) {
	return new ProviderError(`the provider failed: ${reason}`, {
		provider: 'openai',
		model: 'openai/gpt-4o-mini',
		reason,
		status,
		retryable,
		...more,
	})
}

export const overloaded = (more: Partial<Options> = {}) => make('overloaded', 529, true, more)
export const rateLimited = (more: Partial<Options> = {}) => make('rate-limit', 429, true, more)
export const serverError = (more: Partial<Options> = {}) => make('server', 500, true, more)
export const refusedConnection = (more: Partial<Options> = {}) => make('connection', undefined, true, more)
export const badRequest = (more: Partial<Options> = {}) => make('invalid-request', 400, false, more)
export const wrongKey = (more: Partial<Options> = {}) => make('authentication', 401, false, more)
export const noQuota = (more: Partial<Options> = {}) => make('quota', 429, false, more)
export const cutStream = (more: Partial<Options> = {}) => make('truncated', undefined, true, more)
