import { HeadroomError } from '@headroom/spec'
import type { AcceptRule } from '../accept.ts'
import { type AnswerOf, answerKey } from '../answer-key.ts'

export interface AgreementOptions {
	/** Answers that must agree, from 2. @default 2 */
	readonly least?: number
	/**
	 * The part of an answer's text that is compared, such as what stands after "Answer:"; `undefined` where it has none,
	 * and then it agrees with nothing.
	 *
	 * @default the whole text
	 */
	readonly answerOf?: AnswerOf
}

/**
 * Takes the earliest of the answers that agree, once enough do (agreement-based cascading, arXiv 2407.02348). Of two
 * cheap models it is a second opinion; of several samples of one model, self-consistency.
 *
 * Numbers are compared by value, JSON whatever its spacing and order of keys, choices by their letter, other texts
 * without case and spacing. Long free texts hardly ever agree: give `answerOf`, or a judge. Asks no further model once
 * too few are left to agree.
 *
 * @throws HeadroomError `invalid-argument` when `least` is no whole number of 2 or more.
 */
export function agreement({ least = 2, answerOf }: AgreementOptions = {}): AcceptRule {
	if (!(Number.isInteger(least) && least >= 2))
		throw new HeadroomError('invalid-argument', `agreement: least is ${least}; expected 2 or more answers`)
	return {
		name: 'agreement',
		least,
		decide({ answers, left }) {
			const groups = new Map<string, number[]>()
			for (const [index, answer] of answers.entries()) {
				const key = answerKey(answer, answerOf)
				if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), index])
			}
			const most = Math.max(0, ...[...groups.values()].map((group) => group.length))
			const found = [...groups.values()].find((group) => group.length >= least)
			if (found !== undefined)
				return {
					action: 'accept',
					answer: found[0] as number,
					reason: `${found.length} of ${answers.length} answers agree`,
					score: found.length,
					threshold: least,
				}
			const figures = { score: most, threshold: least }
			if (most + left < least)
				return {
					action: 'escalate',
					reason: `${most} of ${answers.length} answers agree, ${least} are needed`,
					...figures,
				}
			return { action: 'next', reason: `${least} answers must agree, ${most} so far`, ...figures }
		},
	}
}
