import { isHeadroomError } from '@headroom/spec'

/** Whether an error says that a request must not be sent as it is: no failing open then. */
export function isRefusal(error: unknown): boolean {
	return isHeadroomError(error) && error.code === 'region-not-served'
}
