import { HeadroomError } from '@headroom/spec'
import type { Keeping } from './keep.ts'

/**
 * Gives the text left out under an id of a scope, exactly.
 *
 * @throws HeadroomError `not-supported` without a store, `unknown-recall` for an id that is unknown in the scope
 * or has expired.
 */
export async function recallText({ recall, scope }: Keeping, id: string): Promise<string> {
	if (recall === undefined) {
		throw new HeadroomError(
			'not-supported',
			'ContextCompressor.recall: there is no store to recall from. Pass one, such as recall: memoryRecallStore(), to the constructor.',
		)
	}
	const text = await recall.get(scope, id)
	if (text !== undefined) return text
	throw new HeadroomError(
		'unknown-recall',
		`ContextCompressor.recall: nothing is kept under "${id.slice(0, 80)}" in this scope; expected the id after "recall" in a marker of it, not yet expired. Check the id and the scope, or send the source again.`,
	)
}
