import type { Plain, Report } from './check-report.ts'

/** Keys of `compressor.recall` that need or exclude each other. */
export function checkRecall(recall: Plain | undefined, report: Report): void {
	if (recall === undefined) return
	const path = ['compressor', 'recall']
	const { store = 'memory' } = recall
	if (store === 'sqlite' && recall.path === undefined) {
		report.atKey(
			[...path, 'store'],
			'compressor.recall: store sqlite without path; name its file, such as path: recall.db',
		)
	}
	if (store === 'sqlite' && recall.max_bytes !== undefined) {
		report.atKey(
			[...path, 'max_bytes'],
			'compressor.recall.max_bytes: bounds the store memory alone; remove it, since a file is bounded by ttl_seconds',
		)
	}
	if (store === 'memory' && recall.path !== undefined) {
		report.atKey(
			[...path, 'path'],
			'compressor.recall.path: the store memory has no file; write store: sqlite beside it, or remove path',
		)
	}
}
