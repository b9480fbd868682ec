import { HeadroomError } from '@headroom/spec'

/**
 * Loads an SDK at the first call, so that nobody needs one that is not used.
 *
 * @throws HeadroomError `not-supported` when it is not installed
 */
export async function loadSdk<T>(provider: string, name: string, load: () => Promise<T>): Promise<T> {
	try {
		return await load()
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined
		if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error
		throw new HeadroomError(
			'not-supported',
			`${provider} needs the package ${name}, which is not installed; run: npm install ${name}`,
			{ cause: error },
		)
	}
}
