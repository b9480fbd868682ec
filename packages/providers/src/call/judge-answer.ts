import { type Judged, judge } from './error-reason.ts'
import { saidIn } from './said-in.ts'

/**
 * What a refusal is, by its status and its body, or by the event of a stream that tells of it. For those who forward
 * answers and make no error of their own.
 */
export function judgeAnswer(status: number | undefined, body: string): Judged {
	const { words, message, status: within } = saidIn(body)
	return judge({ status: within ?? status, words, message })
}
