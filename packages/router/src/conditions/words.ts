import type { Condition } from '../condition.ts'
import { countWords } from '../words.ts'
import { checkCount } from './count.ts'

/** Whether the text has at most so many words. */
export function maxWords(most: number): Condition {
	checkCount('maxWords', most, 0)
	return {
		describe: `at most ${most} words`,
		holds: ({ text }) => countWords(text, most + 1) <= most,
	}
}

/** Whether the text has at least so many words. */
export function minWords(least: number): Condition {
	checkCount('minWords', least, 0)
	return {
		describe: `at least ${least} words`,
		holds: ({ text }) => countWords(text, least) >= least,
	}
}
