/**
 * Passed and failed tests of a vitest JSON report.
 *
 * A file that could not be loaded counts as one failure, and so does a run that ended badly without naming a
 * failed test (an unhandled rejection, a crash, no report).
 *
 * @param {{ testResults?: { status: string, assertionResults: { status: string }[] }[] } | undefined} report
 * @param {number} exitCode
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countVitest(report, exitCode) {
	const counts = { passed: 0, failed: 0, skipped: 0 }
	for (const file of report?.testResults ?? []) {
		const failedBefore = counts.failed
		for (const { status } of file.assertionResults) {
			if (status === 'passed' || status === 'failed') counts[status]++
			else counts.skipped++
		}
		if (file.status === 'failed' && counts.failed === failedBefore) counts.failed++
	}
	if (counts.failed === 0 && (exitCode !== 0 || counts.passed === 0)) counts.failed = 1
	return counts
}
