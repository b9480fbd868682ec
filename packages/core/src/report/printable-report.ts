import type { Report } from './create-report.ts'
import { formatReport } from './format-report.ts'

/** A report that is shown as a table: by `console.log`, in a template, by `String()`. Still plain JSON otherwise. */
export interface PrintableReport extends Report {
	toString(): string
}

/** Teaches a report to show itself; nothing of it is changed, and nothing of that is copied or serialised. */
export function printableReport(report: Report): PrintableReport {
	const show = (): string => formatReport(report)
	return Object.defineProperties(
		{ ...report },
		// The name by which `util.inspect`, and so `console.log`, asks an object for its own rendering.
		{ toString: { value: show }, [Symbol.for('nodejs.util.inspect.custom')]: { value: show } },
	)
}
