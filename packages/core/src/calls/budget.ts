import { type CallContext, type ChatRequest, HeadroomError } from '@headroom/spec'
import type { LedgerStore } from '../ledger/ledger-store.ts'
import type { Standing } from './budget-book.ts'
import type { BudgetPer } from './budget-window.ts'
import type { CostEstimate } from './call-cost.ts'
import { labelOfCall } from './call-labels.ts'
import { checkNumber } from './check-option.ts'

/** A bound of what calls may cost. */
export interface Budget {
	/** Unique; appears in events and errors. */
	readonly name: string
	/** USD in one window, from 0. */
	readonly usd: number
	/** Windows of UTC; `total` never ends. */
	readonly per: BudgetPer
	/**
	 * Calls that it is about, by the `tags` of their context or the request's `metadata`: `team=search` for one value of a label, `team` for every
	 * value with a bound of its own. A call without the label is not counted.
	 *
	 * @default every call
	 */
	readonly tag?: string
	/**
	 * A cheaper model that a call goes to when it does not fit. Calls of it go on when the money is gone.
	 *
	 * @default none: the call is refused
	 */
	readonly downgradeTo?: string
}

const PER: ReadonlySet<unknown> = new Set(['hour', 'day', 'month', 'total'])

/** @throws HeadroomError `invalid-argument` when a budget makes no sense or has a name that is taken. */
export function checkBudget(budget: Budget, names: Set<string>): void {
	const { name, usd, per } = budget
	const where = `budget ${JSON.stringify(name)}`
	if (typeof name !== 'string' || name === '') throw wrong('a budget has no name; give it one')
	if (names.has(name)) throw wrong(`${where} stands twice; budgets need names of their own`)
	names.add(name)
	checkNumber(`${where}: usd`, usd, { min: 0 })
	if (!PER.has(per)) throw wrong(`${where}: per is ${String(per)}; expected one of ${[...PER].join(', ')}`)
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}

/** Which account of the budget a call falls under; `undefined` for none. */
export function accountOf(
	{ tag }: Budget,
	request: ChatRequest,
	context: CallContext | undefined,
): string | undefined {
	if (tag === undefined) return ''
	const [key, value] = splitTag(tag)
	const own = labelOfCall(key, request, context)
	return value === undefined || own === value ? own : undefined
}

function splitTag(tag: string): readonly [key: string, value: string | undefined] {
	const at = tag.indexOf('=')
	return at < 0 ? [tag, undefined] : [tag.slice(0, at), tag.slice(at + 1)]
}

/** USD that the ledger knows of an account, from a moment on; what is only estimated is spent too. */
export function spentBefore(
	{ tag }: Budget,
	label: string,
	from: number,
	ledger: Pick<LedgerStore, 'summarize'> | undefined,
): number {
	if (ledger === undefined) return 0
	const tags = tag === undefined ? {} : { tags: { [splitTag(tag)[0]]: label } }
	const rows = ledger.summarize('day', { from, ...tags })
	return rows.reduce((sum, { costUsd, estimated }) => sum + costUsd + estimated.costUsd, 0)
}

/** Says what was spent, what the limit is, and when there is money again. */
export function refusal(
	budget: Budget,
	standing: Standing,
	estimate: CostEstimate | undefined,
	lack: string | undefined,
): HeadroomError {
	const { spentUsd, reservedUsd, endsAt } = standing
	const whose = budget.tag === undefined ? '' : ` of ${budget.tag}`
	const per = budget.per === 'total' ? 'in total' : `per ${budget.per}`
	const until = Number.isFinite(endsAt)
		? `It is counted anew from ${new Date(endsAt).toISOString()} on; wait until then, or raise its usd`
		: 'Raise its usd to go on'
	return new HeadroomError(
		'budget-exceeded',
		`budget "${budget.name}"${whose}: ${dollars(spentUsd)} of ${dollars(budget.usd)} ${per} are spent, ` +
			`${dollars(reservedUsd)} set aside for calls under way, and this one may cost ${dollars(estimate?.whole ?? 0)}. ` +
			`${lack === undefined ? '' : `It cannot go to ${budget.downgradeTo}: ${lack}. `}${until}`,
	)
}

/** Two digits after the point, or as many as show a small amount. */
function dollars(usd: number): string {
	const digits = usd === 0 || usd >= 0.01 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(usd)))
	return `$${usd.toFixed(digits)}`
}
