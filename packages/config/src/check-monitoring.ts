import type { Plain, Report } from './check-report.ts'

/** Keys of `monitoring.ledger` that exclude each other. */
export function checkMonitoring(ledger: Plain | undefined, report: Report): void {
	if (ledger?.store !== 'memory' || ledger.path === undefined) return
	report.atKey(
		['monitoring', 'ledger', 'path'],
		'monitoring.ledger.path: the store memory has no file; write store: sqlite beside it, or remove path',
	)
}
