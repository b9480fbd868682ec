import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase() })
const files = Array.from({ length: 1000 }, (_, n) => ({
	path: `src/module-${(n * 7) % 1000}/part-${n}.ts`,
	bytes: (n * 7919) % 100_003,
	owner: `team-${n % 13}`,
}))

describe('rows of a JSON result', () => {
	it('named by the query are there, 20 of 20, and the rest is well-formed with its loss marked', async () => {
		const text = JSON.stringify({ total: 1000, files }, null, 2)
		for (let draw = 0; draw < 20; draw++) {
			const file = files[(draw * 397 + 11) % 1000]
			const result = await compressor.compress(text, { query: `How large is ${file?.path}?` })
			const marker = result.text.lastIndexOf('\n[… ')
			const left = JSON.parse(result.text.slice(0, marker)) as {
				readonly total: number
				readonly files: unknown[]
			}
			expect(left.files).toContainEqual(file)
			expect(left.total).toBe(1000)
			expect(result.text.slice(marker)).toMatch(
				new RegExp(`^\\n\\[… ${1000 - left.files.length} of 1000 rows of files omitted: `),
			)
			expect(result.ratio).toBeGreaterThanOrEqual(0.5)
			expect(result.ratio).toBeLessThan(0.56)
		}
	}, 60_000)

	it('are found 20 of 20 times in a list of names too, as a JSON array and as lines', async () => {
		const names = files.map(({ path }) => path)
		for (const text of [JSON.stringify(names), names.join('\n')]) {
			let found = 0
			for (let draw = 0; draw < 20; draw++) {
				const name = names[(draw * 613 + 29) % 1000] ?? ''
				const result = await compressor.compress(text, { query: `Open ${name}` })
				if (result.text.includes(name)) found++
				expect(result.omissions[0]?.total).toBe(1000)
				expect(result.ratio).toBeGreaterThanOrEqual(0.5)
				expect(result.ratio).toBeLessThan(0.56)
			}
			expect(found).toBe(20)
		}
	}, 120_000)

	it('are lines of JSON too, however long each record is', async () => {
		const lines = files.slice(0, 200).map((file) => JSON.stringify({ ...file, note: 'as built '.repeat(60) }))
		expect(lines.every(({ length }) => length > 500)).toBe(true)
		const { text, omissions, ratio } = await compressor.compress(lines.join('\n'), {
			query: `How large is ${files[71]?.path}?`,
		})
		expect(text.split('\n')).toContain(lines[71])
		expect(omissions[0]).toMatchObject({ unit: 'lines', total: 200 })
		expect(ratio).toBeLessThan(0.56)
	})

	it('stay whole in a single record, which has nothing to spare', async () => {
		const record = JSON.stringify(
			Object.fromEntries(
				Array.from({ length: 60 }, (_, n) => [
					`field_${'abcdefghij'[n % 10]}_${'klmnopqrst'[Math.floor(n / 10)]}`,
					`some value ${n} of it`,
				]),
			),
			null,
			2,
		)
		expect((await compressor.compress(record, { query: 'anything' })).text).toBe(record)
	})
})
