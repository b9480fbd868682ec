import { describe, expect, it } from 'vitest'
import { htmlReport, markdownReport, readmeTable } from '../../src/report/index.ts'
import { barOf } from '../../src/slimming/bars.ts'
import { slimmingRules } from '../../src/slimming/metrics.ts'
import { slimmingOverview } from '../../src/slimming/overview.ts'
import { slimmingSubjects } from '../../src/slimming/subjects.ts'
import { tagProblems } from '../report/html-tags.ts'
import { group, metric } from '../report/run-summary.ts'

const kept = { 'not-grown': metric(4, 1, 1), answers: metric(4, 1, 1) }
const level = (subject: string, tokensAfter: number, ratio: number, metrics = {}) =>
	group({
		suite: 'slimming',
		dataset: 'loghub',
		kind: 'log',
		subject,
		tokensAfter,
		ratio,
		metrics: { ...kept, ...metrics },
	})

/** Logs: 450 of 1,000 tokens saved in total, which is the bar, and 44.9 % as the mean of the items, which is not. */
const logs = [
	level('lossless', 600, 0.65, { 'round-trip': metric(4, 0.75, 0) }),
	level('standard', 550, 0.551, {
		'json-values': metric(2, 0.75, 0.5),
		asked: metric(4, 10.5, 3),
		'read-back': metric(4, 0.75, 0),
	}),
	level('aggressive', 500, 0.5, { answers: metric(4, 0.5, 0), 'not-grown': metric(4, 0.75, 0) }),
	level('dictionary', 300, 0.35, { answers: metric(4, 0.925, 0.8) }),
]
const json = ['lossless', 'standard', 'aggressive'].map((subject) =>
	group({
		suite: 'slimming',
		dataset: 'tools (tool results)',
		kind: 'tool results',
		subject,
		tokensAfter: 400,
		ratio: 0.4,
		metrics: {
			...kept,
			'texts-minified': metric(4, 2, 1),
			'at-most-minified': metric(4, 2, 1),
			'texts-toon': metric(4, 2, 1),
			'at-most-toon': metric(4, 1.25, 0),
			'over-toon': metric(2, 7.5, 3),
			'over-toon-one-record': metric(1, 12, 12),
		},
	}),
)
const toon = group({
	suite: 'slimming',
	dataset: 'tools (tool results)',
	kind: 'tool results',
	subject: 'TOON',
	tokensAfter: 1010,
	ratio: 1.002,
})
const groups = [...logs, ...json, toon]

const rowsOf = (table: number): string[][] =>
	(slimmingOverview(groups, { timings: false })[table]?.rows ?? []).map((row) => row.map(({ text }) => text))

describe('the table of the levels', () => {
	it('shows total and mean, each against the bar, and what fell short', () => {
		expect(rowsOf(0)[0]).toEqual([
			'loghub',
			'log',
			'4',
			'1,000',
			'40.0 / 35.0',
			'45.0 / 44.9',
			'45: ✓ / ✗',
			'50.0 / 50.0',
			'70.0 / 65.0',
			'92.5, least 80.0',
			'0 / 0 / 1 / 0',
			'100.0 / 100.0 / 50.0, least 0.0',
			'✗ 1 of 4',
			'✗ at least 1 of 2',
		])
	})

	it('rounds what is saved to the nearest tenth, a loss with its sign', () => {
		const cell = (tokensAfter: number, ratio: number) =>
			slimmingOverview([level('standard', tokensAfter, ratio)], { timings: false })[0]?.rows[0]?.[5]?.text
		expect(cell(999.6, 0.99996)).toBe('0.0 / 0.0')
		expect(cell(999.4, 1.0004)).toBe('0.1 / −0.0')
	})

	it('says of how many answers and needed strings only the text read back has them', () => {
		// 0.75 and 10.5 a prompt, of four prompts.
		expect(slimmingOverview(logs, { timings: false })[0]?.notes.at(-1)).toContain('loghub 3 of 42.')
		const plain = slimmingOverview([level('standard', 550, 0.551)], { timings: false })
		expect(plain[0]?.notes.some((note) => note.includes('read back alone'))).toBe(false)
	})

	it('calls a bar reached only where both figures reach it', () => {
		const bar = (tokensAfter: number, ratio: number) =>
			slimmingOverview([level('standard', tokensAfter, ratio)], { timings: false })[0]?.rows[0]?.[6]
		expect(bar(550, 0.55)).toMatchObject({ text: '45: ✓ / ✓', reached: true })
		expect(bar(551, 0.55)).toMatchObject({ text: '45: ✗ / ✓', reached: false })
	})

	it('adds datasets up, but not a part to its whole', () => {
		expect(rowsOf(0).at(-1)?.slice(0, 6)).toEqual(['all', '', '4', '1,000', '40.0 / 35.0', '45.0 / 44.9'])
	})

	it('shows milliseconds only where they may differ from machine to machine', () => {
		const heads = (timings: boolean) => slimmingOverview(groups, { timings })[0]?.heads
		expect(heads(false)).not.toContain('ms / 10k')
		// 8 ms for 1,000 tokens.
		expect(heads(true)?.at(-1)).toBe('ms / 10k')
		expect(slimmingOverview(groups, { timings: true })[0]?.rows[0]?.at(-1)?.text).toBe('80.0')
	})
})

describe('the table of JSON', () => {
	it('says what a control saves, and how many tokens slimming is over it, in one record apart', () => {
		expect(rowsOf(1)).toEqual([
			[
				'tools (tool results)',
				'–',
				'8 of 8 ✓',
				'−1.0 / −0.2',
				'5 of 8 ✗ over by 15 (12 in single records)',
				'–',
				'–',
			],
		])
	})

	it('is left out where no prompt is JSON', () => {
		expect(slimmingOverview(logs, { timings: false })).toHaveLength(1)
	})
})

describe('bars', () => {
	it('are set by dataset, for code, and for prose of any script that nothing is lost', () => {
		expect(barOf('json-tools', 'tool_json')).toBe(40)
		expect(barOf('sgd-50rounds', 'conversation')).toBe(28)
		expect(barOf('code-lookup', 'code')).toBe(5)
		expect(barOf('source-files', 'code')).toBe(5)
		expect(barOf('documents-ja', 'document')).toBe(0)
		expect(barOf('kv-retrieval', 'tool_json')).toBeUndefined()
	})
})

describe('reports with a table of a suite’s own', () => {
	const summary = { command: 'pnpm bench slimming', groups }
	const overviews = { slimming: slimmingOverview }

	it('show it first, and in a README alone', () => {
		const report = markdownReport(summary, slimmingRules, slimmingSubjects, overviews)
		expect(report.indexOf('### Tokens saved by level')).toBeLessThan(report.indexOf('### All datasets'))
		const readme = readmeTable(summary, slimmingRules, slimmingSubjects, overviews)
		expect(readme).toContain('45: ✓ / ✗')
		expect(readme).not.toContain('least ratio')
	})

	it('mark a missed bar on the page', () => {
		const page = htmlReport(summary, slimmingRules, slimmingSubjects, overviews)
		expect(tagProblems(page)).toEqual([])
		expect(page).toContain('<td class="n missed" data-value="45">45: ✓ / ✗</td>')
	})
})
