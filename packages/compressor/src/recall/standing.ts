import { type Message, messageTexts } from '@headroom/spec'
import type { Keeping, LeftOut } from './keep.ts'

const ID = / · recall ([0-9a-z]{8,24})\]/g

/**
 * By index of a message: what the markers that it came with stand for, as far as it can still be recalled. What
 * was left out before must not make room for what is left out now.
 */
export async function standingIn(
	{ recall, scope }: Keeping,
	messages: readonly Message[],
): Promise<Map<number, readonly LeftOut[]>> {
	const standing = new Map<number, readonly LeftOut[]>()
	if (recall === undefined) return standing
	for (const [index, message] of messages.entries()) {
		const left: LeftOut[] = []
		for (const text of messageTexts(message)) {
			for (const [, id = ''] of text.matchAll(ID)) {
				const kept = await recall.get(scope, id)
				if (kept !== undefined) left.push({ id, text: kept })
			}
		}
		if (left.length > 0) standing.set(index, left)
	}
	return standing
}
