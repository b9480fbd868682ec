/** Reads one header of an answer; `null` for none. */
export type HeaderReader = (name: string) => string | null

/** Milliseconds that the vendor asks to wait, from `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfterMs(header: HeaderReader, now: number = Date.now()): number | undefined {
	const exact = Number.parseFloat(header('retry-after-ms') ?? '')
	if (Number.isFinite(exact) && exact >= 0) return exact
	const value = header('retry-after')?.trim() ?? ''
	if (value === '') return undefined
	const seconds = Number(value)
	if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1000 : undefined
	const date = Date.parse(value)
	return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** What `x-should-retry` says, which both vendors' SDKs obey before anything else. */
export function shouldRetry(header: HeaderReader): boolean | undefined {
	const value = header('x-should-retry')
	return value === 'true' ? true : value === 'false' ? false : undefined
}

/** The vendor's id of the request. */
export function requestIdIn(header: HeaderReader): string | undefined {
	for (const name of ['x-request-id', 'request-id', 'apim-request-id']) {
		const value = header(name)
		if (value !== null && value !== '') return value
	}
	return undefined
}
