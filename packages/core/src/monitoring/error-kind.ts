import { isHeadroomError } from '@headroom/spec'

/** A word of few for an error of Headroom, never its message; `undefined` for any other. */
export function errorKind(error: unknown): string | undefined {
	if (!isHeadroomError(error)) return undefined
	return 'reason' in error && typeof error.reason === 'string' ? error.reason : error.code
}
