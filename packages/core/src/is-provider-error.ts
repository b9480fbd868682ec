import { isHeadroomError, type ProviderError } from '@headroom/spec'

/** Tells a ProviderError apart, also one of another copy of `@headroom/spec`. */
export function isProviderError(value: unknown): value is ProviderError {
	return isHeadroomError(value) && value.code === 'provider-error' && 'retryable' in value
}
