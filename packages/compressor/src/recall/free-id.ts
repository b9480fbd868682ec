import { recallId } from './id.ts'
import type { Keeping } from './keep.ts'

/**
 * The id under which a text can be kept: the short one, unless another text has it. Keeps nothing yet.
 *
 * `undefined` without a store.
 */
export async function freeId({ recall, scope }: Keeping, text: string): Promise<string | undefined> {
	if (recall === undefined) return undefined
	const short = recallId(scope, text, false)
	const there = await recall.get(scope, short)
	return there === undefined || there === text ? short : recallId(scope, text, true)
}
