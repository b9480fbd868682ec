type HeadersGiven = NonNullable<ConstructorParameters<typeof Headers>[0]>

const OURS = 'x-headroom-'
const TAGS = 'x-headroom-tags'

/** Arguments of `fetch` without Headroom's own headers, and what `x-headroom-tags` among them said. */
export interface WithoutOwn {
	/** The very same values when none of ours was in them. */
	readonly input: string | URL | Request
	readonly init: RequestInit | undefined
	readonly tags: string
}

/** Takes the headers that begin with `x-headroom-` out; they never go upstream. */
export function takeOwnHeaders(input: string | URL | Request, init: RequestInit | undefined): WithoutOwn {
	const given = init?.headers ?? (input instanceof Request ? input.headers : undefined)
	const ours = given === undefined ? [] : entriesOf(given).filter(([name]) => isOurs(name))
	if (given === undefined || ours.length === 0) return { input, init, tags: '' }
	const said = ours.filter(([name]) => name.toLowerCase() === TAGS).map(([, value]) => value)
	const tags = said.join(',')
	const headers = without(given)
	if (init?.headers === undefined && input instanceof Request)
		return { input: new Request(input, { headers }), init, tags }
	return { input, init: { ...init, headers }, tags }
}

function without(given: HeadersGiven): HeadersGiven {
	if (given instanceof Headers) {
		const headers = new Headers(given)
		for (const name of given.keys()) if (isOurs(name)) headers.delete(name)
		return headers
	}
	const kept = entriesOf(given).filter(([name]) => !isOurs(name))
	return Array.isArray(given) ? kept : Object.fromEntries(kept)
}

function entriesOf(headers: HeadersGiven): [string, string][] {
	if (headers instanceof Headers) return [...headers]
	return (Array.isArray(headers) ? headers : Object.entries(headers)) as [string, string][]
}

function isOurs(name: string): boolean {
	return name.toLowerCase().startsWith(OURS)
}
