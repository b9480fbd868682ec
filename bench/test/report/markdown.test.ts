import { describe, expect, it } from 'vitest'
import { markdownReport, readmeTable } from '../../src/report/index.ts'
import { markdownTable, markdownText } from '../../src/report/markdown-table.ts'
import { group, hostile, metric, rules, subjects, summary } from './run-summary.ts'

/** Tables below a heading, or of the whole text: rows of trimmed cells, without the rule under the head. */
function tableRows(markdown: string, heading = ''): string[][] {
	const from = heading === '' ? 0 : markdown.indexOf(`\n${heading}\n`)
	expect(from).toBeGreaterThanOrEqual(0)
	const lines = markdown.slice(from).split('\n')
	const first = lines.findIndex((line) => line.startsWith('|'))
	const after = lines.findIndex((line, index) => index > first && !line.startsWith('|'))
	const table = lines.slice(first, after === -1 ? undefined : after)
	const cells = table.map((line) =>
		line
			.slice(1, -1)
			.split(/(?<!\\)\|/)
			.map((cell) => cell.trim().replace(/\s+/g, ' ')),
	)
	return cells.filter((_, index) => index !== 1)
}

describe('the Markdown report', () => {
	const report = markdownReport(summary, rules, subjects)

	it('begins with the command that printed it', () => {
		expect(report.startsWith('# Bench\n\nPrinted by:\n\n```sh\npnpm bench --limit 4\n```\n')).toBe(true)
	})
	it('has a table for each dataset with one row a subject, the controls beside the methods', () => {
		expect(tableRows(report, '### chats')).toEqual([
			['subject', 'items', 'ratio', 'least ratio', 'answer %', 'keywords', 'floor', 'p50 ms', 'p95 ms'],
			['_unchanged_', '4', '1.000', '1.000', '100.0', '✓', '✓', '0.01', '0.02'],
			['compress', '4', '0.550', '0.500', '75.0 ±25.0', '✓', '✓', '2.0', '40.0'],
			['_random_', '4', '0.560', '0.510', '50.0 ±?', '✗ 2 of 3', '✓', '0.50', '1.0'],
		])
	})
	it('says how many items crossed the floor', () => {
		const rows = tableRows(report, '### docs')
		expect(rows.map((row) => [row[0], row[5]])).toEqual([
			['subject', 'floor'],
			['slim', '✓'],
			['compress', '✗ 1 of 12'],
			['_random_', '✓'],
		])
	})
	it('puts the datasets together, every item weighing the same', () => {
		const compress = tableRows(report, '### All datasets').find(([subject]) => subject === 'compress')
		// Ratio (4 × 0.55 + 12 × 0.51 + 2 × 0.7) / 18 = 0.54; answers 3 + 11 of 16; half widths √(1² + 0.96²) / 16.
		expect(compress?.slice(1, 5)).toEqual(['18', '0.540', '0.499', '87.5 ±8.7'])
	})
	it('sums up by kind of content, with – where a metric does not apply', () => {
		const rows = tableRows(report, '### By kind of content')
		expect(rows[0]).toEqual([
			'kind',
			'subject',
			'datasets',
			'items',
			'ratio',
			'least ratio',
			'answer %',
			'needed %',
			'keywords',
			'floor',
			'p50 ms',
			'p95 ms',
		])
		expect(rows.at(-1)).toEqual([
			'trajectory',
			'compress',
			'1',
			'2',
			'0.700',
			'0.600',
			'–',
			'62.5 ±12.5',
			'–',
			'✓',
			'2.0',
			'40.0',
		])
	})
	it('shows a suite of other metrics by the rules given', () => {
		expect(tableRows(report, '### pairs')).toEqual([
			['subject', 'items', 'apgr', 'usd', 'surprise'],
			['knn', '100', '0.820 ±0.030', '1.25 ±0.02', '–'],
			['oracle', '100', '1.030 ±?', '12.50 ±0.02', '250 ±?'],
		])
	})
	it('names every dataset, kind, subject and metric, and says what metrics mean', () => {
		for (const { dataset, kind, subject } of summary.groups) {
			expect(report).toContain(`\n### ${dataset}\n`)
			expect(report).toContain(`\nKind: ${kind}.\n`)
			expect(report).toContain(`\n- **${subject}**`)
		}
		expect(report).toContain('- **keywords**: keywords stay (every item must reach 1)')
		expect(report).toContain('- **usd**: dollars a request (shown, not gated; lower is better)')
		expect(report).toContain('\n- **surprise**\n')
	})
	it('is padded, so that a table reads raw', () => {
		const lines = report
			.slice(report.indexOf('### chats'))
			.split('\n')
			.filter((line) => line.startsWith('|'))
		expect(new Set(lines.slice(0, 5).map((line) => line.length)).size).toBe(1)
	})
	it('keeps hostile names within their cells', () => {
		const text = markdownReport(hostile, rules, subjects)
		const [head, row] = tableRows(text, '### By kind of content')
		expect(row).toHaveLength(head?.length ?? 0)
		const afterCommand = text.slice(text.indexOf('```\n'))
		expect(afterCommand).not.toMatch(/(?<!\\)[<>]/)
	})
})

describe('the table of the README', () => {
	const table = readmeTable(summary, rules, subjects)

	it('has no timings, so that every machine prints the same', () => {
		const slower = {
			...summary,
			groups: summary.groups.map((group) => ({ ...group, msP50: group.msP50 * 3, msP95: 999 })),
		}
		expect(readmeTable(slower, rules, subjects)).toBe(table)
		expect(table).not.toMatch(/\bms\b/)
	})
	it('has a row a dataset, other subjects beside the main one, and a row for all', () => {
		expect(tableRows(table)).toEqual([
			['dataset', 'kind', 'items', 'ratio', 'least', 'compress', 'slim', '_random_', 'bounds'],
			['chats', 'conversation', '4', '0.550', '0.500', '75.0', '–', '50.0', '✓'],
			['docs', 'rag', '12', '0.510', '0.499', '91.7', '100.0', '25.0', '✗ compress: floor 1 of 12'],
			['runs', 'trajectory', '2', '0.700', '0.600', '62.5†', '–', '–', '✓'],
			['**all**', '', '18', '0.540', '0.499', '87.5', '100.0', '31.3', '✗ compress: floor 1 of 18'],
		])
	})
	it('explains its marks and carries its command', () => {
		expect(table).toContain('```sh\npnpm bench --limit 4\n```')
		expect(table).toContain('† An agent run')
		expect(table).toContain('Bounds (keywords, floor)')
	})
	it('says where answers stand in the text read back alone', () => {
		expect(table).not.toContain('read back alone')
		const readBack = [1 / 14, 0, 1 / 25].map((mean, index) =>
			group({
				dataset: `set-${index}`,
				subject: 'slim',
				metrics: { answer: metric(4, 1, 1), 'answer-read-back': metric([28, 4, 25][index] ?? 0, mean, 0) },
			}),
		)
		const withNote = readmeTable({ ...summary, groups: readBack }, rules, subjects)
		expect(withNote).toContain('read back alone: slim (set-0 2 of 28, set-2 1 of 25).')
	})
	it('shows other suites with one row a subject', () => {
		expect(tableRows(table.slice(table.indexOf('**routing**')))).toEqual([
			['dataset', 'subject', 'items', 'apgr', 'usd', 'surprise'],
			['pairs', 'knn', '100', '0.820 ±0.030', '1.25 ±0.02', '–'],
			['pairs', 'oracle', '100', '1.030 ±?', '12.50 ±0.02', '250 ±?'],
		])
	})
})

describe('Markdown texts', () => {
	it('are escaped where Markdown would take them for its own', () => {
		expect(markdownText('a|b <c> *d* `e` [f]\nnext')).toBe('a\\|b \\<c\\> \\*d\\* \\`e\\` \\[f\\] next')
		expect(markdownText('tool_json _x_')).toBe('tool_json \\_x\\_')
	})
	it('make tables with figures to the right', () => {
		expect(
			markdownTable(
				['name', 'n'],
				[
					['a', '1'],
					['bcdef', '10'],
				],
				1,
			),
		).toBe(['| name  |   n |', '| ----- | --: |', '| a     |   1 |', '| bcdef |  10 |'].join('\n'))
	})
})
