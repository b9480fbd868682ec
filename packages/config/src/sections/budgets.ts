import { z } from 'zod'
import { camelKeys, decimal, oneOf, text } from '../fields.ts'

/** A bound of what calls may cost. */
export interface BudgetConfig {
	/** Unique; appears in events and errors. */
	readonly name: string
	/** USD in one window. */
	readonly usd: number
	/** Windows of UTC; `total` never ends. @default 'day' */
	readonly per: 'hour' | 'day' | 'month' | 'total'
	/** `team=search` for one value of a label, `team` for every value apart. Absent: all calls. */
	readonly tag?: string
	/** A cheaper model that calls go to which do not fit. Absent: they are refused. */
	readonly downgradeTo?: string
}

const budgetSchema: z.ZodType<BudgetConfig> = z
	.strictObject(
		{
			name: text('a name for the budget, such as search-team').describe(
				'Unique among the budgets; appears in events and errors.',
			),
			usd: decimal('a number of USD, such as 20', { min: 0 }).describe('USD in one window.'),
			per: oneOf(['hour', 'day', 'month', 'total'])
				.default('day')
				.describe('The window, of UTC; total never ends.'),
			tag: text('a label of calls, such as team=search, or team for every value apart')
				.exactOptional()
				.describe('Calls it is about: team=search for one value of a label, team for every value apart.'),
			downgrade_to: text('the name of a model, such as gpt-4o-mini')
				.exactOptional()
				.describe('Cheaper model that calls go to which do not fit; without one they are refused.'),
		},
		{ error: 'a budget, such as { name: all, usd: 20, per: day }' },
	)
	.transform(camelKeys)

export const budgetsSchema: z.ZodType<readonly BudgetConfig[]> = z.array(budgetSchema, {
	error: 'a list of budgets, each beginning with "- name:"',
})
