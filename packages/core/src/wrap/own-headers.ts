/** Request headers as `fetch` takes them. */
export type FetchHeaders = ConstructorParameters<typeof Headers>[0]

const OURS = 'x-headroom-'
const TAGS = 'x-headroom-tags'

/** Headers without Headroom's own, and what `x-headroom-tags` among them said. */
export interface OwnHeaders {
	/** The very same value when none of ours was in it. */
	readonly headers: FetchHeaders
	readonly tags: string
}

/** Takes the headers that begin with `x-headroom-` out; they never go upstream. */
export function takeOwnHeaders(given: FetchHeaders): OwnHeaders {
	const untouched = { headers: given, tags: '' }
	if (given === undefined || given === null) return untouched
	if (given instanceof Headers) {
		const ours = [...given.keys()].filter(isOurs)
		if (ours.length === 0) return untouched
		const headers = new Headers(given)
		for (const name of ours) headers.delete(name)
		return { headers, tags: given.get(TAGS) ?? '' }
	}
	const entries = (Array.isArray(given) ? given : Object.entries(given)) as readonly [string, string][]
	const ours = entries.filter(([name]) => isOurs(name))
	if (ours.length === 0) return untouched
	const kept = entries.filter(([name]) => !isOurs(name))
	const said = ours.filter(([name]) => name.toLowerCase() === TAGS).map(([, value]) => String(value))
	return { headers: Array.isArray(given) ? kept : Object.fromEntries(kept), tags: said.join(',') }
}

function isOurs(name: string): boolean {
	return name.toLowerCase().startsWith(OURS)
}
