import { HeadroomError } from '@headroom/spec'
import type { Condition } from '../condition.ts'
import { compilePattern } from '../pattern/match.ts'

/** Most of a text that is matched, in UTF-16 units from its beginning. */
const MAX_TEXT = 100_000

/**
 * Whether a regular expression matches anywhere in the text, ignoring case; see `compilePattern` for what it may
 * use. The first 100,000 characters are looked at.
 */
export function matches(pattern: string): Condition {
	if (typeof pattern !== 'string' || pattern === '')
		throw new HeadroomError(
			'invalid-argument',
			`matches is ${JSON.stringify(pattern)}; expected a regular expression such as "\\\\binvoice\\\\b"`,
		)
	const occurs = compilePattern(pattern)
	return {
		describe: `matches /${pattern}/i`,
		holds: ({ text }) => occurs(text.slice(0, MAX_TEXT)),
	}
}
