import type { Measured } from '../fit/fit.ts'
import { type IdOf, recallId } from './id.ts'
import type { RecallStore } from './store.ts'

/** A text left out, under the id its marker carries. */
export interface LeftOut {
	readonly id: string
	readonly text: string
}

/** Where to keep what is left out. */
export interface Keeping {
	readonly recall: RecallStore | undefined
	readonly scope: string
}

/** Each attempt lengthens all ids found taken; a text whose long id is taken too is not compressed. */
const ATTEMPTS = 4

/**
 * Makes a result and keeps what it left out; makes it anew, with longer ids, where an id is taken.
 *
 * `undefined` when there is no result, or none of which every omission can be recalled in the end: a store may
 * push out the first texts to make room for the last. Rejects with the signal's reason when it aborts.
 */
export async function keepLeftOut<T extends { readonly left: readonly LeftOut[] }>(
	{ recall, scope }: Keeping,
	make: (idOf: IdOf | undefined) => Measured<T> | undefined,
	signal?: AbortSignal,
): Promise<Measured<T> | undefined> {
	if (recall === undefined) return make(undefined)
	const taken = new Set<string>()
	const idOf: IdOf = (text) => recallId(scope, text, taken.has(text))
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const made = make(idOf)
		if (made === undefined) return undefined
		let complete = true
		for (const { id, text } of made.value.left) {
			const put = await recall.put(scope, id, text)
			signal?.throwIfAborted()
			if (put === 'too-large') return undefined
			if (put === 'kept') continue
			taken.add(text)
			complete = false
		}
		if (!complete) continue
		return (await holdsAll(recall, scope, made.value.left)) ? made : undefined
	}
	return undefined
}

/**
 * Of what one call left out group by group, the groups of which something cannot be recalled any more.
 *
 * A store too small for all of them keeps those of the first groups: which ones are lost depends on the groups
 * before them alone, so that a conversation that goes on is sent again with the same bytes.
 */
export async function lostGroups(
	{ recall, scope }: Keeping,
	groups: ReadonlyMap<number, readonly LeftOut[]>,
): Promise<ReadonlySet<number>> {
	const lost = new Set<number>()
	if (recall === undefined) return lost
	const all = [...groups].toSorted(([a], [b]) => a - b).flatMap(([, left]) => left)
	if (await holdsAll(recall, scope, all)) return lost
	// What is put last is pushed out last.
	for (const { id, text } of all.toReversed()) await recall.put(scope, id, text)
	for (const [group, left] of groups) if (!(await holdsAll(recall, scope, left))) lost.add(group)
	return lost
}

async function holdsAll(recall: RecallStore, scope: string, left: readonly LeftOut[]): Promise<boolean> {
	for (const { id, text } of left) if ((await recall.get(scope, id)) !== text) return false
	return true
}
