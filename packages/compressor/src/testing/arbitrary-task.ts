import { arbitraryText } from '@headroom/spec/testing'
import fc from 'fast-check'
import { defaultSegmenters, segmentText } from '../segment/segmenters.ts'
import type { StrategyTask } from '../strategy/strategy.ts'

/** What strategies and scorers are asked: texts of all kinds, with and without a query, for both ends. */
export const arbitraryTask: fc.Arbitrary<StrategyTask> = fc
	.record({
		said: fc.array(fc.tuple(arbitraryText, fc.constantFrom('user', 'assistant', 'tool')), { maxLength: 5 }),
		query: fc.constantFrom('', 'Which refund was sent to Ms Ito?', '订单什么时候发货？', 'connection reset'),
		focus: fc.constantFrom('question', 'work'),
		standing: fc.array(arbitraryText, { maxLength: 2 }),
	})
	.map(({ said, ...rest }) => ({
		texts: said.map(([text]) => segmentText(text, defaultSegmenters)),
		roles: said.map(([, role]) => role),
		...rest,
	}))

/** A task with one long text. */
export function taskOf(text: string): StrategyTask {
	return {
		texts: [segmentText(text, defaultSegmenters)],
		roles: ['tool'],
		query: 'Which a of 7 failed, and 中?',
		focus: 'question',
		standing: [],
	}
}
