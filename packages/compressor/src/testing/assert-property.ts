import fc from 'fast-check'

/**
 * Runs a property and says first what was wrong, then with which values: fast-check hides the former.
 *
 * @param what Who is tested, such as `strategy "mine"`.
 */
export async function assertProperty<T>(
	what: string,
	property: fc.IAsyncProperty<[T]>,
	{ cases, seed }: { readonly cases: number; readonly seed: number },
): Promise<void> {
	try {
		await fc.assert(property, { numRuns: cases, seed })
	} catch (error) {
		const { cause, message } = error as Error
		const wrong = cause instanceof Error ? cause.message : String(cause)
		const said = wrong.startsWith(what) ? wrong : `${what} throws: ${wrong}`
		throw new Error(`${said}\n${message}`, { cause: error })
	}
}
