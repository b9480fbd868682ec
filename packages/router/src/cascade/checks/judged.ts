import { type CallContext, type ChatRequest, type ChatResponse, HeadroomError } from '@headroom/spec'
import type { AnswerCheck } from '../accept.ts'

/** What a judge of the caller's says: yes or no, a score, or either with a reason. */
export type Judgement =
	| boolean
	| number
	| { readonly accept: boolean; readonly reason?: string }
	| { readonly score: number; readonly reason?: string }

/** Judges an answer. What it asks of models is to be told by a `model-usage` event through the context. */
export type Judge = (
	answer: ChatResponse,
	request: ChatRequest,
	context: CallContext,
) => Judgement | Promise<Judgement>

export interface JudgedOptions {
	/** Score that passes, on the judge's own scale. @default 0.5 */
	readonly threshold?: number
	/** @default 'judge' */
	readonly name?: string
}

/**
 * Whether a judge of the caller's accepts the answer. One that throws, or gives no number, does not.
 *
 * @throws HeadroomError `invalid-argument` when it is no function.
 */
export function judged(judge: Judge, { threshold = 0.5, name = 'judge' }: JudgedOptions = {}): AnswerCheck {
	if (typeof judge !== 'function')
		throw new HeadroomError(
			'invalid-argument',
			'judged: expected a function that takes the answer and gives true, false or a score',
		)
	return {
		name,
		async check(answer, request, context) {
			const said = await judge(answer, request, context)
			const { accept, score, reason } =
				typeof said === 'boolean'
					? { accept: said, score: undefined, reason: undefined }
					: typeof said === 'number'
						? { accept: undefined, score: said, reason: undefined }
						: { accept: undefined, score: undefined, reason: undefined, ...said }
			if (accept !== undefined)
				return { passes: accept, reason: reason ?? (accept ? 'accepted' : 'not accepted') }
			const passes = (score ?? Number.NaN) >= threshold
			const figures = `score ${String(score)} against ${threshold}`
			return {
				passes,
				reason: reason === undefined ? figures : `${reason} (${figures})`,
				...(score === undefined ? {} : { score }),
				threshold,
			}
		},
	}
}
