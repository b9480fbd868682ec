import type { JsonValue, Part } from '@headroom/spec'
import { likeParts } from './align.ts'
import { difference } from './json/draft.ts'
import type { NodeRules, WriteContext } from './write-context.ts'

/** How blocks are written of which only the text may change; everything else is made anew when it differs. */
export function textRules(
	context: WriteContext,
	create: (part: Part) => readonly JsonValue[],
): NodeRules<Part> {
	return {
		...likeParts,
		edit(value, before, after) {
			if (before.type !== 'text' || after.type !== 'text') return create(after)
			const changes = difference(before.extra, after.extra)
			return [context.draft.patch(value, changes.set('text', after.text))]
		},
		create,
	}
}
