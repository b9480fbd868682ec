/** Waits for a promise, but no longer than a signal lasts, also where whoever made the promise ignores the signal. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = (): void => reject(signal.reason)
		if (signal.aborted) stop()
		else signal.addEventListener('abort', stop, { once: true })
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
	})
}

/** Waits for a promise for so many milliseconds, then for no longer: `undefined` when it took more. */
export async function atMost<T>(ms: number | undefined, promise: Promise<T>): Promise<T | undefined> {
	if (ms === undefined) return promise
	// Nobody listens any more when it fails later.
	promise.catch(() => {})
	let timer: NodeJS.Timeout | undefined
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), ms)
	})
	return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
