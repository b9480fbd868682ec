import type { Condition } from '../condition.ts'
import { checkCount } from './count.ts'

/** Whether the text, not the whole prompt, has at most so many tokens. */
export function maxTokens(most: number): Condition {
	checkCount('maxTokens', most, 0)
	return { describe: `at most ${most} tokens`, holds: ({ countTokens }) => countTokens() <= most }
}

/** Whether the text, not the whole prompt, has at least so many tokens. */
export function minTokens(least: number): Condition {
	checkCount('minTokens', least, 0)
	return { describe: `at least ${least} tokens`, holds: ({ countTokens }) => countTokens() >= least }
}
