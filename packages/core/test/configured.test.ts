import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer } from '../../../test/upstream/reply.ts'
import { startUpstream, type Upstream } from '../../../test/upstream/upstream.ts'
import { formatReport, HeadroomClient, type HeadroomEvent, memoryLedger } from '../src/index.ts'

const rows = Array.from({ length: 60 }, (_, n) => ({ id: n, city: n % 2 ? 'Turin' : 'Lyon', note: null }))
const prompt = `${JSON.stringify(rows, null, 2)}\n\nWhich city is row 17 in?`

/** 1,000 tokens in and 100 out at gpt-4o-mini's $0.15 and $0.60 a million: 0.00015 + 0.00006 USD. */
const usage = { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 }
const billedUsd = 0.00021

const body = {
	id: 'chatcmpl-1',
	object: 'chat.completion',
	created: 1,
	model: 'gpt-4o-mini-2024-07-18',
	choices: [{ index: 0, message: { role: 'assistant', content: 'Turin' }, finish_reason: 'stop' }],
	usage,
}

let folder: string
let upstream: Upstream

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'headroom-configured-'))
	upstream = await startUpstream(() => answer(body))
})

afterEach(async () => {
	await upstream.close()
	rmSync(folder, { recursive: true, force: true })
	vi.restoreAllMocks()
})

function configured(yaml: string): string {
	const file = join(folder, 'headroom.yaml')
	const provider = `providers: { openai: { api_key: sk-of-the-file, base_url: "${upstream.url}/v1" } }\n`
	writeFileSync(file, provider + yaml)
	return file
}

function logged(): () => readonly string[] {
	const spy = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
	return () => spy.mock.calls.map(([line]) => String(line))
}

describe('a client of headroom.yaml', () => {
	it('answers, logs its savings and books them, in three lines', async () => {
		const lines = logged()
		const client = HeadroomClient.fromConfig(configured(''), { monitoring: true })
		const { content, tokenSavings, record } = await client.chat(prompt)
		const report = client.report({ by: 'month' })
		client.close()

		expect(content).toBe('Turin')
		expect(upstream.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
			['/v1/chat/completions', 'Bearer sk-of-the-file'],
		])
		expect(tokenSavings).toBeGreaterThan(30)
		expect(record.cost).toEqual({ status: 'priced', usd: billedUsd, mark: 'billed' })
		expect(lines()).toHaveLength(1)
		expect(lines()[0]).toMatch(/^headroom {2}openai\/gpt-4o-mini-2024-07-18 {2}[\d,]+ → 1,000 tokens {2}−/)
		expect(report.total).toMatchObject({
			calls: 1,
			inputTokens: 1_000,
			outputTokens: 100,
			costUsd: billedUsd,
		})
		expect(`${report}`).toBe(formatReport(report))
		expect(JSON.parse(JSON.stringify(report)).total.calls).toBe(1)
	})

	it('keeps its books in a file beside headroom.yaml, which a later client reads on', async () => {
		logged()
		const file = configured('monitoring: { enabled: true, tags: { team: search } }\n')
		for (const _ of [1, 2]) {
			const client = HeadroomClient.fromConfig(file)
			await client.chat(prompt)
			client.close()
		}
		const client = HeadroomClient.fromConfig(file)
		const { rows: groups } = client.report({ by: 'tag:team' })
		client.close()
		expect(groups.map(({ group, calls }) => [group, calls])).toEqual([['search', 2]])
		expect(readFileSync(join(folder, '.headroom', '.gitignore'), 'utf8').trim()).toBe('*')
	})

	it('books nothing and logs nothing unless it is asked to', async () => {
		const lines = logged()
		const client = HeadroomClient.fromConfig(configured(''))
		await client.chat(prompt)
		expect(lines()).toEqual([])
		expect(() => client.report()).toThrow(/keeps no ledger/)
		const off = HeadroomClient.fromConfig(configured('monitoring: { enabled: true }\n'), {
			monitoring: false,
		})
		expect(() => off.report()).toThrow(/keeps no ledger/)
	})

	it('tells the program’s own listener beside the log, and uses the program’s own ledger', async () => {
		const lines = logged()
		const heard: HeadroomEvent['type'][] = []
		const ledger = memoryLedger()
		const client = HeadroomClient.fromConfig(configured(''), {
			monitoring: true,
			ledger,
			observe: ({ type }) => heard.push(type),
		})
		await client.chat(prompt)
		expect(heard).toContain('call')
		expect(lines()).toHaveLength(1)
		expect(ledger.summarize('month')).toHaveLength(1)
		expect(() => readFileSync(join(folder, '.headroom', 'ledger.db'))).toThrow(/ENOENT/)
	})

	it('holds calls to the budgets of the file, by the tags of monitoring', async () => {
		logged()
		const file = configured(
			'monitoring: { enabled: true, log: false, tags: { team: search } }\n' +
				'calls: { budgets: [{ name: search, usd: 0.0007, per: total, tag: team=search }] }\n',
		)
		const client = HeadroomClient.fromConfig(file)
		await client.chat('What is the capital of Italy?')
		// 0.00021 of 0.0007 are spent; an answer of up to 1,000 tokens, 0.0006, does not fit any more.
		await expect(client.chat('And of France?')).rejects.toMatchObject({ code: 'budget-exceeded' })
		expect(upstream.requests).toHaveLength(1)
		client.close()

		const later = HeadroomClient.fromConfig(file)
		await expect(later.chat('And of Spain?')).rejects.toMatchObject({ code: 'budget-exceeded' })
		later.close()
	})

	it('names the variable of a key that is not set, when it calls and not before', async () => {
		vi.stubEnv('OPENAI_API_KEY', '')
		const file = join(folder, 'headroom.yaml')
		writeFileSync(file, `providers: { openai: { api_key: "\${OPENAI_API_KEY}" } }\n`)
		const client = HeadroomClient.fromConfig(file)
		expect((await client.optimize('Hello')).request.messages).toHaveLength(1)
		await expect(client.chat('Hello')).rejects.toMatchObject({
			code: 'missing-key',
			message: expect.stringContaining('OPENAI_API_KEY'),
		})
		vi.unstubAllEnvs()
	})
})
