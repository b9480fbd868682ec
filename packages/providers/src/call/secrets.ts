import { HeadroomError } from '@headroom/spec'

/** A value that shows itself only when asked, such as the `Secret` of `@headroom/config`. */
export interface Revealable {
	reveal(): string
}

/** A key: the text, something that reveals it, or a function that is asked at every call. */
export type ApiKey = string | Revealable | (() => string | Promise<string>)

/** Headers by name; values may be secrets. */
export type HeaderValues = Readonly<Record<string, string | Revealable>>

/**
 * The text of a key, read at the time of the call; `undefined` for none.
 *
 * @throws HeadroomError `missing-key` when the function that was to give it fails
 */
export async function keyText(provider: string, key: ApiKey | undefined): Promise<string | undefined> {
	const text = typeof key === 'function' ? await asked(provider, key) : reveal(key)
	return text === undefined || text.trim() === '' ? undefined : text.trim()
}

/** Header values as text, names in lower case. */
export function headerTexts(headers: HeaderValues | undefined): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), reveal(value) ?? '']),
	)
}

/** @throws HeadroomError `missing-key`, which names the variable to set */
export function missingKey(provider: string, variable: string): HeadroomError {
	return new HeadroomError(
		'missing-key',
		`${provider} has no API key: set ${variable}, or pass apiKey as a text, a secret or a function`,
	)
}

async function asked(provider: string, key: () => string | Promise<string>): Promise<string> {
	try {
		return await key()
	} catch (cause) {
		throw new HeadroomError('missing-key', `the function that gives ${provider} its apiKey failed`, { cause })
	}
}

function reveal(value: string | Revealable | undefined): string | undefined {
	return value === undefined || typeof value === 'string' ? value : value.reveal()
}
