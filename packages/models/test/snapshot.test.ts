import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { calcPrice } from '@pydantic/genai-prices'
import { describe, expect, it } from 'vitest'
import { catalog } from '../src/index.ts'
import { SNAPSHOT } from '../src/prices.gen.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

describe('the snapshot of prices', () => {
	it('is what the generator writes from the installed source', () => {
		const script = path('../../../scripts/generate-models.mjs')
		expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toContain('up to date')
	})

	it('is dated, sourced and below 300 KB', () => {
		expect(catalog.asOf).toMatch(/^2026-\d\d-\d\d$/)
		expect(catalog.source).toMatch(/^@pydantic\/genai-prices@\d/)
		expect(SNAPSHOT.sha256).toMatch(/^[0-9a-f]{64}$/)
		expect(statSync(path('../src/prices.gen.ts')).size).toBeLessThan(300_000)
	})

	// 02:00 UTC lies in the dearest hours of every vendor whose prices change with the hour.
	const timestamp = new Date(`${SNAPSHOT.asOf}T02:00:00Z`)
	const usages = [
		{ input_tokens: 9_000, output_tokens: 700, cache_read_tokens: 4_000, cache_write_tokens: 1_000 },
		{ input_tokens: 300_000, output_tokens: 1_000, cache_read_tokens: 100_000, cache_write_tokens: 50_000 },
	]

	it.each(SNAPSHOT.providers.map(({ id, models }) => ({ id, models })))(
		'prices every model of $id as the source itself does',
		({ id, models }) => {
			let compared = 0
			for (const name of models.flatMap(([model, clauses]) => [model, ...statedNames(clauses)])) {
				for (const usage of usages) {
					const ours = catalog.cost(
						`${id}/${name}`,
						{
							inputTokens: usage.input_tokens,
							outputTokens: usage.output_tokens,
							cacheReadInputTokens: usage.cache_read_tokens,
							cacheWriteInputTokens: usage.cache_write_tokens,
						},
						'estimated',
					)
					if (ours.status === 'unpriced') continue
					const theirs = calcPrice(usage, name, { providerId: id === 'xai' ? 'x-ai' : id, timestamp })
					expect(ours.usd, `${id}/${name}`).toBeCloseTo(theirs?.total_price ?? Number.NaN, 9)
					compared++
				}
			}
			if (id !== 'perplexity') expect(compared).toBeGreaterThan(0)
		},
	)
})

function statedNames(clauses: unknown): string[] {
	if (!Array.isArray(clauses)) return []
	return clauses
		.filter((clause) => typeof clause === 'string' && clause[0] === '=')
		.map((clause) => clause.slice(1))
}
