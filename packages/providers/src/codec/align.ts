import type { Message, Part, ToolDefinition } from '@headroom/spec'

/** How nodes of one kind are told apart. */
export interface Likeness<T> {
	/** Whether `after` may be a changed `before`. */
	readonly alike: (before: T, after: T) => boolean
	/** What a changed copy of a node still has: parts by reference, ids of calls. */
	readonly marks: (node: T) => Iterable<unknown>
}

/**
 * For each node of `after` the index of the one in `before` that it is, or was made from; `undefined` for a new one.
 *
 * The same reference comes first, then a node that has a mark of an old one, then the old one that follows the
 * last match. It never looks further ahead, so that what comes later in a conversation does not change how its
 * beginning is written.
 */
export function align<T extends object>(
	before: readonly T[],
	after: readonly T[],
	likeness: Likeness<T>,
): readonly (number | undefined)[] {
	// Most of a long conversation is as it was; only what stands between is looked at.
	let same = 0
	while (same < after.length && same < before.length && after[same] === before[same]) same++
	let tail = 0
	const shorter = Math.min(before.length, after.length) - same
	while (tail < shorter && after[after.length - 1 - tail] === before[before.length - 1 - tail]) tail++
	const inner = alignInner(
		before.slice(same, before.length - tail),
		after.slice(same, after.length - tail),
		likeness,
	)
	return after.map((_, at) => {
		if (at < same) return at
		if (at >= after.length - tail) return before.length - after.length + at
		const index = inner[at - same]
		return index === undefined ? undefined : same + index
	})
}

function alignInner<T extends object>(
	before: readonly T[],
	after: readonly T[],
	{ alike, marks }: Likeness<T>,
): readonly (number | undefined)[] {
	const place = new Map(before.map((node, index) => [node, index]))
	const from = after.map((node) => place.get(node))
	const taken = new Set(from)
	const holders = new Map<unknown, number>()
	for (const [index, node] of before.entries()) {
		if (!taken.has(index)) for (const held of marks(node)) holders.set(held, index)
	}
	const take = (at: number, index: number | undefined): void => {
		const [old, node] = [index === undefined ? undefined : before[index], after[at]]
		if (old === undefined || node === undefined || taken.has(index) || !alike(old, node)) return
		from[at] = index
		taken.add(index)
	}
	for (const [at, node] of after.entries()) {
		if (from[at] !== undefined) continue
		for (const held of marks(node)) {
			take(at, holders.get(held))
			if (from[at] !== undefined) break
		}
	}
	let next = 0
	for (const at of after.keys()) {
		if (from[at] === undefined) take(at, next)
		const index = from[at]
		if (index !== undefined) next = index + 1
	}
	return from
}

/** Parts are alike by their kind, calls and results also by their id. An opaque part is itself or another one. */
export const likeParts: Likeness<Part> = {
	alike: (before, after) =>
		before.type === after.type && before.type !== 'opaque' && idOf(before) === idOf(after),
	marks: partMarks,
}

/** Messages are alike by their role; what is pinned never changes. */
export const likeMessages: Likeness<Message> = {
	alike: (before, after) => before.role === after.role && before.pinned !== true,
	*marks({ content, extra }) {
		if (extra !== undefined) yield extra
		if (typeof content === 'string') return
		for (const part of content) {
			yield part
			yield* partMarks(part)
		}
	},
}

/** Tools are alike by their name. */
export const likeTools: Likeness<ToolDefinition> = {
	alike: (before, after) => before.name === after.name,
	*marks({ name, extra }) {
		if (extra !== undefined) yield extra
		yield name
	},
}

function* partMarks(part: Part): Iterable<unknown> {
	if (part.type === 'opaque') return
	if (part.extra !== undefined) yield part.extra
	const id = idOf(part)
	if (id !== undefined) yield `${part.type} ${id}`
}

function idOf(part: Part): string | undefined {
	if (part.type === 'tool-call') return part.id
	return part.type === 'tool-result' ? part.callId : undefined
}
