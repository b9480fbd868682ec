import type { AnswerCheck } from '../accept.ts'

/** Whether the answer came to its own end: not cut at a length, not held back by a filter. */
export function finished(): AnswerCheck {
	return {
		name: 'finished',
		check: ({ finishReason }) => ({
			passes: finishReason === 'stop' || finishReason === 'tool-calls',
			reason: `it ended with ${finishReason}`,
		}),
	}
}
