/** Request headers as `fetch` takes them. */
export type FetchHeaders = ConstructorParameters<typeof Headers>[0]

const OURS = 'x-headroom-'
const TAGS = 'x-headroom-tags'

/** A request without Headroom's own headers, and what `x-headroom-tags` among them said. */
export interface WithoutOwn {
	/** The very same value when none of ours was in it. */
	readonly init: RequestInit | undefined
	readonly tags: string
}

/** Takes the headers that begin with `x-headroom-` out; they never go upstream. */
export function takeOwnHeaders(init: RequestInit | undefined): WithoutOwn {
	const given = init?.headers
	const ours = entriesOf(given).filter(([name]) => isOurs(name))
	if (given === undefined || ours.length === 0) return { init, tags: '' }
	const said = ours.filter(([name]) => name.toLowerCase() === TAGS).map(([, value]) => value)
	return { init: { ...init, headers: without(given) }, tags: said.join(',') }
}

function without(given: NonNullable<FetchHeaders>): NonNullable<FetchHeaders> {
	if (given instanceof Headers) {
		const headers = new Headers(given)
		for (const name of given.keys()) if (isOurs(name)) headers.delete(name)
		return headers
	}
	const kept = entriesOf(given).filter(([name]) => !isOurs(name))
	return Array.isArray(given) ? kept : Object.fromEntries(kept)
}

function entriesOf(headers: FetchHeaders): [string, string][] {
	if (headers === undefined || headers === null) return []
	if (headers instanceof Headers) return [...headers]
	return (Array.isArray(headers) ? headers : Object.entries(headers)) as [string, string][]
}

function isOurs(name: string): boolean {
	return name.toLowerCase().startsWith(OURS)
}
