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
 * `undefined` when there is no result, or none whose omissions can all be kept.
 */
export async function keepLeftOut<T extends { readonly left: readonly LeftOut[] }>(
	{ recall, scope }: Keeping,
	make: (idOf: IdOf | undefined) => Measured<T> | undefined,
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
			if (put === 'too-large') return undefined
			if (put === 'kept') continue
			taken.add(text)
			complete = false
		}
		if (complete) return made
	}
	return undefined
}
