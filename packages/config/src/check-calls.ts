import { checkCascades } from './check-cascades.ts'
import { asPlain, type Plain, type Report } from './check-report.ts'
import { pathLabel } from './located.ts'
import { quote } from './shown.ts'

/** Keys of `calls` that contradict each other. */
export function checkCalls(calls: Plain | undefined, report: Report): void {
	if (calls === undefined) return
	if (Array.isArray(calls.budgets)) checkBudgets(calls.budgets, report)
	for (const [model, list] of Object.entries(asPlain(calls.fallbacks) ?? {})) {
		if (!Array.isArray(list)) continue
		const path = ['calls', 'fallbacks', model]
		if (list.length === 0)
			report.atKey(
				path,
				`${pathLabel(path)}: an empty list falls back to nothing; name a model, or remove the line`,
			)
		const own = list.indexOf(model)
		if (own >= 0)
			report.atValue(
				[...path, own],
				`${pathLabel(path)}: a model cannot be its own fallback; name another one`,
			)
	}
	checkCascades(asPlain(calls.cascades) ?? {}, report)
	const retry = asPlain(calls.retry)
	if (retry !== undefined) checkRetry(retry, report)
}

function checkBudgets(budgets: readonly unknown[], report: Report): void {
	const names = new Map<string, number>()
	budgets.forEach((value, index) => {
		const name = asPlain(value)?.name
		if (typeof name !== 'string' || name === '') return
		const first = names.get(name)
		if (first === undefined) names.set(name, index)
		else {
			report.atValue(
				['calls', 'budgets', index, 'name'],
				`calls.budgets[${index}].name: ${quote(name)} is already the name of calls.budgets[${first}]; give each budget its own`,
			)
		}
	})
}

function checkRetry(retry: Plain, report: Report): void {
	const { base_delay_ms: base, max_delay_ms: most } = retry
	if (typeof base !== 'number' || typeof most !== 'number' || base <= most) return
	report.atValue(
		['calls', 'retry', 'base_delay_ms'],
		`calls.retry.base_delay_ms: ${base} is more than max_delay_ms: ${most}, which bounds every wait; lower the first or raise the second`,
	)
}
