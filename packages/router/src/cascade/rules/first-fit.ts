import type { AcceptRule } from '../accept.ts'

/** Takes the first answer that passes the checks. */
export function firstFit(): AcceptRule {
	return {
		name: 'first',
		decide({ answers }) {
			const last = answers.at(-1)
			return last?.unfit === undefined
				? { action: 'accept', answer: answers.length - 1, reason: 'it passes every check' }
				: { action: 'next', reason: last.unfit }
		},
	}
}
