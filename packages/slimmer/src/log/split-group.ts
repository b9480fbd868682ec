import type { LineGroup } from './group.ts'
import type { WordIds } from './word-ids.ts'

export function splitGroup(group: LineGroup, _words: WordIds): readonly LineGroup[] {
	return [group]
}
