import type { Condition } from '../condition.ts'
import { checkFlag } from './count.ts'

/** Whether the request offers tools to the model. */
export function hasTools(wanted: boolean): Condition {
	checkFlag('hasTools', wanted)
	return {
		describe: wanted ? 'offers tools' : 'offers no tools',
		holds: ({ request }) => (request.tools ?? []).length > 0 === wanted,
	}
}
