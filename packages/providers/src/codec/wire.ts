import type { ChatRequest, JsonObject, JsonValue } from '@headroom/spec'
import type { WireBody, WireFormat } from './codec.ts'

/** What a read request remembers of where it came from. */
export interface Wire {
	readonly format: WireFormat
	readonly body: WireBody
	/** What the body says: the body itself, or its text parsed. */
	readonly root: JsonObject
	/** The request as it was read. */
	readonly request: ChatRequest
	/** What each message, part and tool was read from. */
	readonly values: ReadonlyMap<object, JsonValue>
}

/** By `Symbol.for`, so that two copies of this package know each other's requests. */
const WIRE = Symbol.for('headroom.wire')

/**
 * The request with its origin. The symbol is enumerable, so that `{ ...request }` keeps it, and JSON and
 * structuredClone leave it out; what is behind it is not, so that a request that is printed does not show its body.
 */
export function withWire(request: ChatRequest, wire: Omit<Wire, 'request'>): ChatRequest {
	const origin = Object.defineProperties({ format: wire.format } as Wire, {
		body: { value: wire.body },
		root: { value: wire.root },
		values: { value: wire.values },
	})
	const read = { ...request, [WIRE]: origin }
	Object.defineProperty(origin, 'request', { value: read })
	return read
}

/** Where a request came from; `undefined` for one that was never read or has lost it. */
export function wireOf(request: ChatRequest): Wire | undefined {
	const origin = (request as { readonly [WIRE]?: Wire })[WIRE]
	return origin?.request === undefined ? undefined : origin
}
