import { messageText } from '@headroom/spec'
import { humanText } from '../../human-text.ts'
import type { AcceptRule, CheapAnswer } from '../accept.ts'
import { type AnswerOf, answerKey } from '../answer-key.ts'
import { assess, readAcceptModel } from './accept-model.ts'
import { featuresOf, type SeenAnswer } from './features.ts'

/** Characters of text for a token, where no provider said how many there were. */
const CHARACTERS_PER_TOKEN = 4

export interface TrainedAcceptOptions {
	/** The part of an answer that was `text` in the records. @default the whole text */
	readonly answerOf?: AnswerOf
}

/**
 * A rule out of what `trainAccept` gave: takes the answer on which most cheap models agree, where asking the requested
 * model is not expected to gain what it costs.
 *
 * The cascade must try the models that it was trained on, one answer of each, in that order; anything else escalates.
 *
 * @throws HeadroomError `invalid-argument` for a value that is no such rule.
 */
export function trainedAccept(value: unknown, { answerOf }: TrainedAcceptOptions = {}): AcceptRule {
	const model = readAcceptModel(value)
	return {
		name: 'trained',
		decide({ request, answers, left }) {
			const other = answers.find((answer, index) => answer.model !== model.models[index])
			if (other !== undefined || answers.length + left > model.models.length)
				return {
					action: 'escalate',
					reason: `it was trained on ${model.models.join(', ')}, in this order, and the cascade tries others`,
				}
			const features = featuresOf(
				humanText(request),
				answers.map((answer) => seen(answer, answerOf)),
			)
			const { accept, score, threshold } = assess(model, features)
			const reason = `asking the requested model is expected to gain ${amount(score)} a call, ${amount(threshold)} is too little`
			return accept
				? { action: 'accept', answer: features.candidate, reason, score, threshold }
				: { action: 'next', reason, score, threshold }
		},
	}
}

function seen(answer: CheapAnswer, answerOf: AnswerOf | undefined): SeenAnswer {
	const { response } = answer
	if (response === undefined) return { key: undefined, text: '', outputTokens: undefined }
	const said = messageText(response.message)
	return {
		key: answerKey(answer, answerOf),
		text: (answerOf === undefined ? said : answerOf(said, response)) ?? '',
		outputTokens: response.usage?.outputTokens ?? Math.ceil(said.length / CHARACTERS_PER_TOKEN),
	}
}

function amount(score: number): string {
	return Number.isFinite(score) ? score.toFixed(3) : 'everything'
}
