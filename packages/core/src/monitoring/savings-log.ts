import type { CallEvent, CallRecord, HeadroomEvent } from '@headroom/spec'
import { formatCount, formatPercent, formatUsd } from '../format.ts'
import { printable } from '../report/printable.ts'

/** Where the lines go. */
export interface SavingsLogOptions {
	/** Takes one line with its line break. @default standard error */
	readonly write?: (line: string) => void
}

/**
 * A listener for `observe` that writes a line for every call:
 *
 * `headroom  openai/gpt-4o-mini  8,412 → 5,120 tokens  −39.1 %  $0.0021 → $0.0013 (saved $0.0008, billed)  +1.3 ms`
 *
 * Tokens are those of the prompt, money that of the whole call, time what Headroom added. Warnings of the ledger get a
 * line too, since calls are then missing from reports. Nothing of prompts, answers or errors' messages is written.
 */
export function savingsLog(options: SavingsLogOptions = {}): (event: HeadroomEvent) => void {
	const { write = (line: string) => void process.stderr.write(line) } = options
	return (event) => {
		if (event.type === 'call') write(`${lineOf(event)}\n`)
		else if (event.type === 'warning' && event.code.startsWith('ledger-'))
			write(`headroom  warning: ${printable(event.message)}\n`)
	}
}

function lineOf(event: CallEvent): string {
	const { record, error } = event
	return [
		'headroom',
		printable(record.model),
		...(record.outcome === 'completed' ? [] : [failure(record, error)]),
		...(record.outcome === 'failed' ? [] : [tokensOf(record)]),
		...(costNothing(record) ? [] : [moneyOf(record)]),
		`+${event.overheadMs.toFixed(1)} ms`,
	].join('  ')
}

/** A call that failed before anything was paid has no money to tell of. */
function costNothing({ outcome, cost, extraCost, baseline }: CallRecord): boolean {
	return (
		outcome === 'failed' &&
		[cost, baseline.cost, extraCost].every(
			(part) => part === undefined || (part.status === 'priced' && part.usd === 0),
		)
	)
}

function failure({ outcome }: CallRecord, error: CallEvent['error']): string {
	const why = error?.reason ?? error?.code
	const status = error?.status === undefined ? '' : ` ${error.status}`
	return why === undefined || why === outcome ? outcome : `${outcome}: ${printable(why)}${status}`
}

function tokensOf({ originalInputTokens: before, usage }: CallRecord): string {
	const after = usage.inputTokens
	const change = before === 0 ? 0 : after / before - 1
	const sign = change < 0 ? '−' : change > 0 ? '+' : ''
	return `${formatCount(before)} → ${formatCount(after)} tokens  ${sign}${formatPercent(Math.abs(change))}`
}

function moneyOf(record: CallRecord): string {
	const { cost, baseline, extraCost, savedUsd, usageMark } = record
	for (const part of [cost, baseline.cost, ...(extraCost === undefined ? [] : [extraCost])])
		if (part.status === 'unpriced') return `unpriced: no price is known of ${printable(part.model)}`
	if (cost.status === 'unpriced' || baseline.cost.status === 'unpriced' || savedUsd === undefined)
		return 'unpriced'
	const paid = cost.usd + (extraCost?.status === 'priced' ? extraCost.usd : 0)
	const verb = savedUsd < 0 ? 'lost' : 'saved'
	return `${formatUsd(baseline.cost.usd)} → ${formatUsd(paid)} (${verb} ${formatUsd(Math.abs(savedUsd))}, ${usageMark})`
}
