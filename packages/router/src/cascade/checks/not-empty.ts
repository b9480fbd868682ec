import { messageText } from '@headroom/spec'
import type { AnswerCheck } from '../accept.ts'

/** Whether the answer says anything: a text of more than white space, a tool call, or a part such as audio. */
export function notEmpty(): AnswerCheck {
	return {
		name: 'not-empty',
		check({ message }) {
			const { content } = message
			const says =
				messageText(message).trim() !== '' ||
				(typeof content !== 'string' &&
					content.some(
						(part) => part.type === 'tool-call' || (part.type === 'opaque' && !THOUGHTS.has(part.kind)),
					))
			return { passes: says, reason: says ? 'it says something' : 'it is empty' }
		},
	}
}

/** Parts that come before an answer and are none. */
const THOUGHTS: ReadonlySet<string> = new Set(['thinking', 'redacted_thinking', 'reasoning'])
