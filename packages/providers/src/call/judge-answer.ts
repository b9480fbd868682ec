import { type Judged, judge } from './error-reason.ts'
import { saidIn } from './said-in.ts'

/**
 * What a refusal is, by its status and its body, or by the event of a stream that tells of it, which has no status of
 * its own. For those who forward answers and make no error of their own.
 */
export function judgeAnswer(status: number | undefined, body: string): Judged {
	const said = saidIn(body)
	return judge({ status: status ?? said.status, words: said.words, message: said.message })
}
