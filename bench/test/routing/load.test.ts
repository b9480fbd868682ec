import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
	datasetsRoot,
	halves,
	hasDataset,
	loadBanking77,
	loadClinc150,
	loadHwu64,
	loadRouteLlmGsm8k,
	loadRouteLlmMmlu,
	loadRouterBench,
	loadZeroEval,
	officialHalf,
	readJson,
	readRows,
	routerBenchRows,
	ZEROEVAL_TASKS,
	zeroEvalPair,
} from '../../src/routing/index.ts'
import { mean } from '../../src/statistics/index.ts'

const ROUTING = [
	'routellm-mmlu',
	'routellm-gsm8k',
	'routerbench-subset',
	'zeroeval',
	'clinc150',
	'banking77',
	'hwu64',
]
const missing = ROUTING.filter((name) => !hasDataset(name))
if (missing.length > 0) {
	console.warn(
		`Skipped: ${missing.join(', ')} not in ${datasetsRoot()}. Set HEADROOM_DATASETS to the folder that holds them.`,
	)
}

describe('reading files', () => {
	const root = mkdtempSync(join(tmpdir(), 'headroom-load-'))
	beforeAll(() => {
		mkdirSync(join(root, 'small'))
		writeFileSync(join(root, 'small/rows.jsonl'), '{"a":1}\n\n{"a":2}\n')
		writeFileSync(join(root, 'small/broken.jsonl'), '{"a":1}\n{"a":\n')
	})
	afterAll(() => rmSync(root, { recursive: true }))

	it('gives the rows of all files in order and skips empty lines', () => {
		expect(readRows('small', ['rows.jsonl', 'rows.jsonl'], root)).toEqual([
			{ a: 1 },
			{ a: 2 },
			{ a: 1 },
			{ a: 2 },
		])
		expect(hasDataset('small', root)).toBe(true)
		expect(hasDataset('other', root)).toBe(false)
	})

	it('names the line that is no JSON and the setting for a file that is not there', () => {
		expect(() => readRows('small', ['broken.jsonl'], root)).toThrow(/broken\.jsonl:2 is not JSON/)
		expect(() => readJson('small', 'none.json', root)).toThrow(/HEADROOM_DATASETS/)
	})
})

describe('halves', () => {
	const root = mkdtempSync(join(tmpdir(), 'headroom-halves-'))
	const write = (folder: string, name: string, rows: readonly object[]): void => {
		mkdirSync(join(root, folder, 'routellm-gsm8k'), { recursive: true })
		const lines = rows.map((row) => JSON.stringify(row)).join('\n')
		writeFileSync(join(root, folder, 'routellm-gsm8k', name), lines)
	}
	const rows = ['a', 'b'].map((prompt) => ({ split: 'dev', prompt, strong: 1, weak: 0 }))
	beforeAll(() => {
		write('data', 'gsm8k.jsonl', rows)
		write('other', 'gsm8k.jsonl', [{ split: 'heldout', prompt: 'c', strong: 0, weak: 1 }])
		vi.stubEnv('HEADROOM_DATASETS', join(root, 'data'))
	})
	afterAll(() => {
		vi.unstubAllEnvs()
		rmSync(root, { recursive: true })
	})
	const prompts = (): { train: string[]; test: string[] } => {
		const { train, test } = halves(loadRouteLlmGsm8k, ([first, ...others]) => ({
			train: others,
			test: first === undefined ? [] : [first],
		}))
		return { train: train.map((row) => row.prompt), test: test.map((row) => row.prompt) }
	}

	it('splits the development half where nothing is held out', () => {
		expect(prompts()).toEqual({ train: ['b'], test: ['a'] })
	})

	it('learns from the whole development half where another folder holds the rest', () => {
		vi.stubEnv('HEADROOM_HELDOUT', join(root, 'other'))
		expect(prompts()).toEqual({ train: ['a', 'b'], test: ['c'] })
		expect(loadRouteLlmGsm8k().map((row) => row.prompt)).toEqual(['a', 'b'])
		vi.stubEnv('HEADROOM_HELDOUT', undefined)
	})

	it('tells halves apart by row where both lie in one folder', () => {
		write('data', 'gsm8k.heldout.jsonl', [{ split: 'heldout', prompt: 'd', strong: 0, weak: 1 }])
		expect(prompts()).toEqual({ train: ['a', 'b'], test: ['d'] })
	})
})

describe.skipIf(missing.length > 0)('the routing datasets', () => {
	it('hold RouteLLM prompts of the development half alone', () => {
		const [mmlu, gsm8k] = [loadRouteLlmMmlu(), loadRouteLlmGsm8k()]
		expect(new Set(mmlu.map((row) => row.group)).size).toBe(57)
		for (const { prompt, strong, weak } of [...mmlu, ...gsm8k]) {
			expect(officialHalf(prompt)).toBe('dev')
			expect([0, 1]).toContain(strong)
			expect([0, 1]).toContain(weak)
		}
		// Of 14,037 and 1,307 prompts in all, about 30 % are held out: ±3 standard deviations of the hash.
		expect(Math.abs(mmlu.length - 0.7 * 14_037)).toBeLessThan(3 * Math.sqrt(14_037 * 0.21))
		expect(Math.abs(gsm8k.length - 0.7 * 1_307)).toBeLessThan(3 * Math.sqrt(1_307 * 0.21))
	})

	it('hold RouterBench as a full table', () => {
		const bench = loadRouterBench()
		expect(bench.models).toHaveLength(11)
		expect(new Set(bench.evals)).toEqual(new Set(['arc-challenge', 'mbpp', 'winogrande']))
		for (const row of [...bench.quality, ...bench.cost]) expect(row).toHaveLength(11)
		const part = routerBenchRows(bench, [5, 2])
		expect(part.prompts).toEqual([bench.prompts[5], bench.prompts[2]])
		expect(part.cost[1]).toBe(bench.cost[2])
	})

	it('hold ZeroEval outcomes that agree with the published accuracies', () => {
		for (const task of ZEROEVAL_TASKS) {
			const prompts = loadZeroEval(undefined, [task])
			const { accuracy } = readJson('zeroeval', `${task}.models.json`) as { accuracy: Record<string, number> }
			for (const model of ['gpt-4o-2024-08-06', 'gpt-4o-mini-2024-07-18']) {
				const published = accuracy[model] ?? Number.NaN
				const outcomes = prompts.flatMap((prompt) => prompt.outcomes.get(model)?.correct ?? [])
				// The development half is a sample of the whole: three standard errors, and a point for the extractor.
				const error = Math.sqrt((published * (1 - published)) / prompts.length)
				expect(Math.abs(mean(outcomes) - published)).toBeLessThan(3 * error + 0.01)
			}
		}
	})

	it('price a pair of ZeroEval models by characters', () => {
		const [first] = loadZeroEval(undefined, ['crux'])
		const price = { input: 2, output: 8 }
		const [priced] = zeroEvalPair(
			first === undefined ? [] : [first],
			{ model: 'gemma-2-2b-it', price },
			{ model: 'o1-preview-2024-09-12', price },
		)
		// First and last model of the first row: 604 and 522 characters of output.
		const input = (first?.prompt.length ?? 0) * 2
		expect(priced?.strongCost).toBeCloseTo((input + 604 * 8) / 4e6, 12)
		expect(priced?.weakCost).toBeCloseTo((input + 522 * 8) / 4e6, 12)
		expect([priced?.strong, priced?.weak]).toEqual([1, 0])
	})

	it('hold the intents in their official sizes', () => {
		const clinc = loadClinc150()
		const parts = [clinc.train, clinc.validation, clinc.outOfScopeTrain, clinc.outOfScopeValidation]
		expect(parts.map((part) => part.length)).toEqual([15_000, 3_000, 100, 100])
		expect(new Set(clinc.train.map((row) => row.intent)).size).toBe(150)
		const [banking, hwu] = [loadBanking77(), loadHwu64()]
		expect([banking.length, new Set(banking.map((row) => row.intent)).size]).toEqual([10_003, 77])
		expect(new Set(hwu.map((row) => row.intent)).size).toBe(64)
	})
})
