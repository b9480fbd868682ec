import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteLedger } from '@headroom/core'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { runHeadroom } from './run-headroom.ts'

let folder = ''
const folders: string[] = []
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'headroom-report-'))
	folders.push(folder)
	// The root of a repository, above which no headroom.yaml is looked for.
	mkdirSync(join(folder, '.git'))
})
afterAll(() => {
	for (const made of folders) rmSync(made, { recursive: true, force: true })
})

const call = (id: string, date: string, team: string, inputTokens: number) => ({
	id,
	startedAt: Date.parse(date),
	provider: 'openai',
	requestedModel: 'openai/gpt-4o',
	model: 'openai/gpt-4o',
	route: null,
	tags: { team, feature: 'chat' },
	outcome: 'completed' as const,
	usage: { inputTokens, outputTokens: 0 },
	usageMark: 'billed' as const,
	originalInputTokens: 1000,
	// $2.50 per million tokens.
	cost: { status: 'priced' as const, usd: (inputTokens * 2.5) / 1e6, mark: 'billed' as const },
	baseline: {
		model: 'openai/gpt-4o',
		usage: { inputTokens: 1000, outputTokens: 0 },
		cost: { status: 'priced' as const, usd: 0.0025, mark: 'estimated' as const },
	},
})

function fill(path: string): void {
	const ledger = sqliteLedger({ path })
	ledger.record([
		call('1', '2026-10-31T23:59:59Z', 'search', 600),
		call('2', '2026-11-01T00:00:00Z', 'search', 800),
		call('3', '2026-11-30T23:59:59.999Z', 'billing', 1200),
		call('4', '2026-12-01T00:00:00Z', 'billing', 500),
	])
	ledger.close()
}

describe('headroom report', () => {
	it('prints a table by month from the ledger in the folder', async () => {
		fill(join(folder, '.headroom', 'ledger.db'))
		const { code, stdout } = await runHeadroom(['report'], { cwd: folder })
		expect(code).toBe(0)
		expect(stdout.split('\n')).toEqual([
			'month    calls  original tokens  optimized tokens  savings  original cost  optimized cost     saved',
			'2026-10      1            1,000               600   40.0 %        $0.0025         $0.0015    $0.001',
			'2026-11      2            2,000             2,000    0.0 %         $0.005          $0.005        $0',
			'2026-12      1            1,000               500   50.0 %        $0.0025        $0.00125  $0.00125',
			'total        4            4,000             3,100   22.5 %          $0.01        $0.00775  $0.00225',
			'',
			'From billed usage, at list price; months are those of UTC. Tokens are those of prompts; cost has answers and calls of stages in it.',
			'',
		])
	})

	it('takes the ledger of headroom.yaml, beside the file', async () => {
		writeFileSync(join(folder, 'headroom.yaml'), 'monitoring: { ledger: { path: data/books.db } }\n')
		fill(join(folder, 'data', 'books.db'))
		mkdirSync(join(folder, 'below'))
		const { stdout } = await runHeadroom(['report', '--json'], { cwd: join(folder, 'below') })
		expect(JSON.parse(stdout)).toMatchObject({
			ledger: join(folder, 'data', 'books.db'),
			by: 'month',
			total: { calls: 4, costUsd: 0.00775 },
		})
	})

	it('is of whole months and days, the last one too, and of labels', async () => {
		fill(join(folder, 'l.db'))
		const rows = async (...words: string[]) => {
			const { stdout } = await runHeadroom(['report', '--ledger', 'l.db', '--json', ...words], {
				cwd: folder,
			})
			return JSON.parse(stdout).rows.map(
				(row: { group: string; calls: number }) => `${row.group} ${row.calls}`,
			)
		}
		expect(await rows('--from', '2026-11', '--to', '2026-11')).toEqual(['2026-11 2'])
		expect(await rows('--by', 'day', '--from', '2026-11-01', '--to', '2026-11-30')).toEqual([
			'2026-11-01 1',
			'2026-11-30 1',
		])
		expect(await rows('--by', 'tag:team', '--to', '2026-11')).toEqual(['billing 1', 'search 2'])
		expect(await rows('--tag', 'team=search, feature=chat')).toEqual(['2026-10 1', '2026-11 1'])
		expect(await rows('--by', 'model')).toEqual(['openai/gpt-4o 4'])
	})

	it('prints CSV', async () => {
		fill(join(folder, 'l.db'))
		const { stdout } = await runHeadroom(['report', '--ledger', 'l.db', '--csv', '--by', 'tag:team'], {
			cwd: folder,
		})
		expect(stdout.split('\n').map((line) => line.split(',').slice(0, 5).join(','))).toEqual([
			'tag:team,calls,unpriced_calls,original_tokens,optimized_tokens',
			'billing,2,0,2000,1700',
			'search,2,0,2000,1400',
			'',
		])
	})

	it('colours a terminal, unless NO_COLOR is set', async () => {
		fill(join(folder, 'l.db'))
		const run = async (env: Record<string, string>) =>
			(await runHeadroom(['report', '-l', 'l.db'], { cwd: folder, isTerminal: true, env })).stdout
		expect(await run({})).toContain('\u001b[1mtotal')
		expect(await run({ NO_COLOR: '1' })).not.toContain('\u001b')
	})

	it('fits the width of the terminal', async () => {
		fill(join(folder, 'l.db'))
		const { stdout } = await runHeadroom(['report', '-l', 'l.db'], { cwd: folder, columns: 80 })
		const lines = stdout.trimEnd().split('\n')
		expect(lines[1]).toMatch(/^month +calls +tokens +tokens +savings +cost +cost +saved$/)
		expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
	})

	it('says what else a missing ledger may be for where monitoring is on', async () => {
		writeFileSync(join(folder, 'headroom.yaml'), 'monitoring: { enabled: true }\n')
		const { code, stderr } = await runHeadroom(['report'], { cwd: folder })
		expect(code).toBe(1)
		expect(stderr).toContain('monitoring is on, so that calls through HeadroomClient.fromConfig() make it')
		expect(stderr).toContain('npm install libsql')
	})

	it('says how a missing or empty ledger is filled, and makes none', async () => {
		const missing = await runHeadroom(['report'], { cwd: folder })
		expect(missing.code).toBe(1)
		expect(missing.stderr).toContain(
			`nothing is booked yet: there is no ledger ${join(folder, '.headroom', 'ledger.db')}`,
		)
		expect(missing.stderr).toContain('monitoring: { enabled: true }')
		expect(existsSync(join(folder, '.headroom'))).toBe(false)

		sqliteLedger({ path: join(folder, '.headroom', 'ledger.db') }).close()
		const empty = await runHeadroom(['report'], { cwd: folder })
		expect(empty.code).toBe(0)
		expect(empty.stdout).toContain('No calls are booked for this report.')
		expect(empty.stdout).toContain('monitoring: { enabled: true }')

		fill(join(folder, '.headroom', 'ledger.db'))
		const none = await runHeadroom(['report', '--from', '2030-01'], { cwd: folder })
		expect(none.stdout).toContain('has none that --from, --to and --tag leave')
	})

	it('says that a ledger in memory cannot be read, and that a file is none', async () => {
		writeFileSync(join(folder, 'headroom.yaml'), 'monitoring: { ledger: { store: memory } }\n')
		const memory = await runHeadroom(['report'], { cwd: folder })
		expect([memory.code, memory.stderr]).toEqual([2, expect.stringContaining('is in memory, which ended')])
		writeFileSync(join(folder, 'notes.txt'), 'not a ledger')
		const text = await runHeadroom(['report', '--ledger', 'notes.txt'], { cwd: folder })
		expect([text.code, text.stderr]).toEqual([1, expect.stringContaining('notes.txt is no ledger')])
		const gone = await runHeadroom(['report', '--ledger', 'gone.db'], { cwd: folder })
		expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('there is no ledger')])
	})

	it.each([
		[
			['--by', 'modle'],
			'--by is "modle"; expected month, day, model, route, provider, or tag:name such as tag:team; did you mean "model"?',
		],
		[['--by', 'tag:'], '--by is "tag:"'],
		[['--from', '2026-13'], '--from is "2026-13"; expected a month or a day, such as 2026-11 or 2026-11-26'],
		[['--to', '2026-11-31'], '--to is "2026-11-31"'],
		[['--to', 'yesterday'], '--to is "yesterday"'],
		[['--from', '2026-12', '--to', '2026-11'], '--from 2026-12 is after --to 2026-11; swap them'],
		[['--tag', 'search'], '--tag has "search"; expected name=value, with commas between several'],
		[['--json', '--csv'], '--json and --csv exclude each other'],
		[['extra'], 'unexpected "extra"'],
	])('refuses %j', async (words, message) => {
		const { code, stdout, stderr } = await runHeadroom(['report', ...words], { cwd: folder })
		expect(code).toBe(2)
		expect(stderr + stdout).toContain(message)
	})

	it('has help with examples', async () => {
		const { stdout } = await runHeadroom(['report', '--help'])
		expect(stdout).toContain('headroom report --by tag:team --from 2026-11')
		expect((await runHeadroom(['--help'])).stdout).toContain('\n  report ')
	})
})
